// SPDX-License-Identifier: Apache-2.0
/** Not for users: how resources and reports are printed. */
@NullMarked
package io.agentstorage.cli.internal.output;

import org.jspecify.annotations.NullMarked;
