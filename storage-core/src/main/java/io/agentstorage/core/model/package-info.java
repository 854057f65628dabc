// SPDX-License-Identifier: Apache-2.0
/** What is stored: Kubernetes resources and the types that name them. All types are immutable. */
@NullMarked
package io.agentstorage.core.model;

import org.jspecify.annotations.NullMarked;
