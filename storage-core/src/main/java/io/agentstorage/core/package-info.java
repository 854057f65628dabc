// SPDX-License-Identifier: Apache-2.0
/** The storage layer as an agent sees it: a {@link io.agentstorage.core.Database} with two verbs, read and write. */
@NullMarked
package io.agentstorage.core;

import org.jspecify.annotations.NullMarked;
