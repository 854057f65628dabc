// SPDX-License-Identifier: Apache-2.0
/** Real faults for tests, on every database: processes of their own, which can be killed, and a network that breaks. */
@NullMarked
package io.agentstorage.testkit.fault;

import org.jspecify.annotations.NullMarked;
