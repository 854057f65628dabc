// SPDX-License-Identifier: Apache-2.0
/** Not for users: the parts of a bulk load. */
@NullMarked
package io.agentstorage.core.internal.bulk;

import org.jspecify.annotations.NullMarked;
