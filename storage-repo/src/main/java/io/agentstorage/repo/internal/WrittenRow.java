// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.repo.internal;

import io.agentstorage.core.model.WriteOutcome;

/**
 * What a write has left.
 *
 * @param row the row as it is stored now
 * @param outcome what was done
 */
public record WrittenRow(StoredRow row, WriteOutcome outcome) {}
