// SPDX-License-Identifier: Apache-2.0
/** Opens and runs PostgreSQL, and what speaks its protocol, as one database for many clusters. */
@NullMarked
package io.agentstorage.postgres;

import org.jspecify.annotations.NullMarked;
