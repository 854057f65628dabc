// SPDX-License-Identifier: Apache-2.0
/** Not for users: one reader per format, and what they share. */
@NullMarked
package io.agentstorage.formats.internal;

import org.jspecify.annotations.NullMarked;
