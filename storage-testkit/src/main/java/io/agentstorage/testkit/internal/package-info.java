// SPDX-License-Identifier: Apache-2.0
/** What the test kit needs itself, and is not for its users. */
@NullMarked
package io.agentstorage.testkit.internal;

import org.jspecify.annotations.NullMarked;
