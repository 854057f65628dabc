// SPDX-License-Identifier: Apache-2.0
/** What retention does and what the disk has, as it is printed. */
@NullMarked
package io.agentstorage.cli.internal.retention;

import org.jspecify.annotations.NullMarked;
