// SPDX-License-Identifier: Apache-2.0
/** The Java types of columns that have no better one, and the converters that generated code uses. */
@NullMarked
package io.agentstorage.codegen.types;

import org.jspecify.annotations.NullMarked;
