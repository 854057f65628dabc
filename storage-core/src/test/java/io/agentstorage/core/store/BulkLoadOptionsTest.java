// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.core.store;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BulkLoadOptionsTest {
  @SuppressWarnings("NullAway") // what a caller without its checks may do
  static Stream<UnaryOperator<BulkLoadOptions<String>>> nulls() {
    return Stream.of(
        options -> options.onConflict(null),
        options -> options.onProgress(null),
        options -> options.onReject(null),
        options -> options.onOutcome(null),
        options -> options.cancelWhen(null),
        options -> options.resumeFrom(null));
  }

  @ParameterizedTest
  @MethodSource("nulls")
  void nullIsRefusedBeforeAnythingIsLoaded(UnaryOperator<BulkLoadOptions<String>> change) {
    assertThatThrownBy(() -> change.apply(BulkLoadOptions.defaults()))
        .isInstanceOf(NullPointerException.class)
        .hasMessageStartingWith("the ");
  }
}
