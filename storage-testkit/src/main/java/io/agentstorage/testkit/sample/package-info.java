// SPDX-License-Identifier: Apache-2.0
/**
 * A believable Kubernetes cluster of any size, made from a seed: for trying the tool, for tests and for benchmarks. Needs
 * no test framework.
 */
@NullMarked
package io.agentstorage.testkit.sample;

import org.jspecify.annotations.NullMarked;
