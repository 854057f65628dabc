// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.repo.internal;

import io.agentstorage.codegen.types.Digest;
import org.jspecify.annotations.Nullable;

/**
 * What a change of a resource changes, short enough to be compared.
 *
 * @param uid the uid, null if unknown
 * @param metricLabels the digest of its metric labels, null if absent
 * @param labels of its labels
 * @param annotations of its annotations
 */
record ResourceContent(
    @Nullable String uid,
    @Nullable Digest metricLabels,
    @Nullable Digest labels,
    @Nullable Digest annotations) {

  static ResourceContent of(PreparedResource row) {
    return new ResourceContent(
        row.resource().uid(),
        row.metricLabels() == null ? null : row.metricLabels().digest(),
        row.labels() == null ? null : row.labels().digest(),
        row.annotations() == null ? null : row.annotations().digest());
  }
}
