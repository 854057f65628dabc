// SPDX-License-Identifier: Apache-2.0
/** For those who write a database module or a repository: how many rows are written at once. */
@NullMarked
package io.agentstorage.core.spi.bulk;

import org.jspecify.annotations.NullMarked;
