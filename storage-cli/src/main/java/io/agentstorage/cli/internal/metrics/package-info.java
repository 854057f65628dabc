// SPDX-License-Identifier: Apache-2.0
/** The commands about metric samples and files of them. */
@NullMarked
package io.agentstorage.cli.internal.metrics;

import org.jspecify.annotations.NullMarked;
