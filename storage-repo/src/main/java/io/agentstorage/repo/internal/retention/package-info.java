// SPDX-License-Identifier: Apache-2.0
/** What of the tables goes when. Not for users. */
@NullMarked
package io.agentstorage.repo.internal.retention;

import org.jspecify.annotations.NullMarked;
