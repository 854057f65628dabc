// SPDX-License-Identifier: Apache-2.0
/** The agent-storage command. */
@NullMarked
package io.agentstorage.cli;

import org.jspecify.annotations.NullMarked;
