// SPDX-License-Identifier: Apache-2.0
/** Not for users: which share of the resources carries a label, and how that is printed. */
@NullMarked
package io.agentstorage.cli.internal.coverage;

import org.jspecify.annotations.NullMarked;
