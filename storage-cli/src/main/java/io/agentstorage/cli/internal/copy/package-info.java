// SPDX-License-Identifier: Apache-2.0
/** What a copy shows. */
@NullMarked
package io.agentstorage.cli.internal.copy;

import org.jspecify.annotations.NullMarked;
