// SPDX-License-Identifier: Apache-2.0
/** Not for users: how the stores write and read their rows. */
@NullMarked
package io.agentstorage.repo.internal;

import org.jspecify.annotations.NullMarked;
