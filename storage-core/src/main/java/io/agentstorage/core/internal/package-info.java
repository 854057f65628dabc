// SPDX-License-Identifier: Apache-2.0
/** What the packages of the core share, and nobody else uses. */
@NullMarked
package io.agentstorage.core.internal;

import org.jspecify.annotations.NullMarked;
