// SPDX-License-Identifier: Apache-2.0
/** What Kubernetes itself accepts in the metadata of an object, and how it selects objects by their labels. */
@NullMarked
package io.agentstorage.core.kubernetes;

import org.jspecify.annotations.NullMarked;
