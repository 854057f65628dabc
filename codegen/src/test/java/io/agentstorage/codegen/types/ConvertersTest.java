// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.codegen.types;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agentstorage.core.error.CorruptException;
import io.agentstorage.core.model.ClusterId;
import io.agentstorage.core.model.ResourceId;
import io.agentstorage.core.model.ResourceType;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Stream;
import org.jooq.Converter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ConvertersTest {
  static Stream<Arguments> values() {
    return Stream.of(
        Arguments.of(new AnnotationSetIdConverter(), new AnnotationSetId(7)),
        Arguments.of(new ClusterIdConverter(), new ClusterId(7)),
        Arguments.of(new DigestConverter(), new Digest(-2, 3)),
        Arguments.of(new EpochMillisConverter(), Instant.parse("1969-12-31T23:59:59.999Z")),
        Arguments.of(new LabelPairIdConverter(), new LabelPairId(1L << 40)),
        Arguments.of(new LabelSetIdConverter(), new LabelSetId(1L << 40)),
        Arguments.of(
            new ResourceIdConverter(), ResourceId.parse("019c2f5e-8f00-7abc-8123-0123456789ab")),
        Arguments.of(
            new ResourceTypeConverter(), new ResourceType("Certificate", "cert-manager.io")),
        Arguments.of(new TagsContentConverter(), Map.of("a", "b")),
        Arguments.of(new TagsJsonConverter(), Map.of("a", "b")));
  }

  @ParameterizedTest
  @MethodSource("values")
  <T, U> void whatIsStoredIsReadBackAndNullStaysNull(Converter<T, U> converter, U value) {
    assertThat(converter.from(converter.to(value))).isEqualTo(value);
    assertThat(converter.to(null)).isNull();
    assertThat(converter.from(null)).isNull();
  }

  static Stream<Arguments> damages() {
    return Stream.of(
        Arguments.of(new DigestConverter(), new byte[15]),
        Arguments.of(new ResourceIdConverter(), new byte[17]),
        Arguments.of(new ResourceTypeConverter(), "s3cr3t/value"),
        Arguments.of(new TagsContentConverter(), new byte[0]),
        Arguments.of(new TagsJsonConverter(), "{"));
  }

  @ParameterizedTest
  @MethodSource("damages")
  <T> void whatNobodyWroteIsCorruptAndNotQuoted(Converter<T, ?> converter, T stored) {
    assertThatThrownBy(() -> converter.from(stored))
        .isInstanceOf(CorruptException.class)
        .hasMessageContaining("restore it from a backup")
        .hasMessageNotContaining("s3cr3t");
  }

  @Test
  void theBytesOfIdsSortAsTheIdsDo() {
    ResourceIdConverter converter = new ResourceIdConverter();
    ResourceId early = ResourceId.parse("019c2f5e-8f00-7abc-8123-0123456789ab");
    ResourceId late = ResourceId.parse("819c2f5e-8f00-7abc-8123-0123456789ab");

    assertThat(early).isLessThan(late);
    assertThat(java.util.Arrays.compareUnsigned(converter.to(early), converter.to(late)))
        .isNegative();
  }

  @Test
  void digestsAreTheFirstHalfOfSha256() {
    // FIPS 180-4, the example "abc": ba7816bf 8f01cfea 414140de 5dae2223 ...
    assertThat(Digest.of(new byte[] {'a', 'b', 'c'}))
        .isEqualTo(new Digest(0xba7816bf8f01cfeaL, 0x414140de5dae2223L));
  }
}
