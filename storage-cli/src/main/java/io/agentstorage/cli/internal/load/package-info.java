// SPDX-License-Identifier: Apache-2.0
/** Not for users: what the load command does. */
@NullMarked
package io.agentstorage.cli.internal.load;

import org.jspecify.annotations.NullMarked;
