// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.cli.internal.input;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who changed an object is the manager that last set its metadata. */
class ManagedFieldsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      nullValues = "none",
      value = {
        "[]                                                                      | none",
        "null                                                                    | none",
        "7                                                                       | none",
        "{\"manager\":\"a\"}                                                     | none",
        "[7,{\"manager\":5,\"fieldsV1\":{\"f:metadata\":{}}},[[]]]               | none",
        "[{\"manager\":\"a\",\"fieldsV1\":{\"f:spec\":{}}}]                      | none",
        "[{\"manager\":\"a\",\"fieldsV1\":{\"f:metadata\":{}}}]                  | a",
        "[{\"manager\":\"\",\"fieldsV1\":{\"f:metadata\":{}}}]                   | none",
        "[{\"fieldsV1\":{\"f:spec\":{\"f:x\":{}},\"f:metadata\":{\"f:labels\":{}}},"
            + "\"time\":\"2026-01-02T00:00:00Z\",\"manager\":\"late\"},"
            + "{\"manager\":\"early\",\"time\":\"2026-01-01T00:00:00Z\","
            + "\"fieldsV1\":{\"f:metadata\":{}}},"
            + "{\"manager\":\"status\",\"time\":\"2026-01-03T00:00:00Z\","
            + "\"fieldsV1\":{\"f:status\":{\"f:metadata\":{}}}}]                 | late",
      })
  void theManagerThatLastSetMetadata(String managedFields, String manager) {
    String metadata = "{\"managedFields\":" + managedFields + ",\"name\":\"a\"}";
    String pod = "{\"apiVersion\":\"v1\",\"kind\":\"Pod\",\"metadata\":" + metadata + "}";

    assertThat(Read.found(pod).resource().changedBy()).isEqualTo(manager);
  }
}
