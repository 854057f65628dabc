// SPDX-License-Identifier: Apache-2.0
/** Not for users: journals, and how files are made of them. docs/metric-files.md has the states of a journal. */
@NullMarked
package io.agentstorage.disk.internal;

import org.jspecify.annotations.NullMarked;
