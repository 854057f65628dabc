// SPDX-License-Identifier: Apache-2.0
/** The stores: typed queries over the generated tables, on any database. */
@NullMarked
package io.agentstorage.repo;

import org.jspecify.annotations.NullMarked;
