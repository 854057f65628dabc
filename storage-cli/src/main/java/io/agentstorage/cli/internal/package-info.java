// SPDX-License-Identifier: Apache-2.0
/** What the command is made of, not for others. */
@NullMarked
package io.agentstorage.cli.internal;

import org.jspecify.annotations.NullMarked;
