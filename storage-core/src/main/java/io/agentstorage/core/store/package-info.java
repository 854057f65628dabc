// SPDX-License-Identifier: Apache-2.0
/** The stores: what can be asked of each kind of data, whatever database is below. */
@NullMarked
package io.agentstorage.core.store;

import org.jspecify.annotations.NullMarked;
