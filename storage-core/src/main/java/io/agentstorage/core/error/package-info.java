// SPDX-License-Identifier: Apache-2.0
/** What can go wrong: one unchecked root with few subclasses. */
@NullMarked
package io.agentstorage.core.error;

import org.jspecify.annotations.NullMarked;
