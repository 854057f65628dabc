// SPDX-License-Identifier: Apache-2.0
/**
 * Reads Kubernetes manifests as a stream: {@link io.agentstorage.cli.internal.input.Manifests} for paths and standard
 * input, {@link io.agentstorage.cli.internal.input.ManifestReader} for one of them. What is wrong in the input comes
 * out as an entry of its own, never as an exception, and never stops what follows it.
 */
@NullMarked
package io.agentstorage.cli.internal.input;

import org.jspecify.annotations.NullMarked;
