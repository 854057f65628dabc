// SPDX-License-Identifier: Apache-2.0
/** What Kubernetes itself accepts in the metadata of an object. */
@NullMarked
package io.agentstorage.core.kubernetes;

import org.jspecify.annotations.NullMarked;
