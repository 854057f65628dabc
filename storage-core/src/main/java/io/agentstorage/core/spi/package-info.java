// SPDX-License-Identifier: Apache-2.0
/** For those who write a database module. Nothing here is needed to use one. */
@NullMarked
package io.agentstorage.core.spi;

import org.jspecify.annotations.NullMarked;
