// SPDX-License-Identifier: Apache-2.0
/**
 * One abstract suite per store, run on every database by a one-line subclass; an extension that gives a test a fresh
 * database; and what such tests need.
 */
@NullMarked
package io.agentstorage.testkit;

import org.jspecify.annotations.NullMarked;
