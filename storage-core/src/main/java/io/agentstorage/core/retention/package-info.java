// SPDX-License-Identifier: Apache-2.0
/** What is kept for how long, and what goes when there is no room. It knows no table: those who keep data say what goes. */
@NullMarked
package io.agentstorage.core.retention;

import org.jspecify.annotations.NullMarked;
