// SPDX-License-Identifier: Apache-2.0
/** Not for users: how the command feeds a central database. */
@NullMarked
package io.agentstorage.cli.internal.sync;

import org.jspecify.annotations.NullMarked;
