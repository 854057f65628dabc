// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.core.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MetadataRulesTest {
  private static final String SIXTY_THREE = "a".repeat(63);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "app",
        "a",
        "App_1.x-Y",
        "example.com/app",
        "1.2.3.4/5678",
        "app.kubernetes.io/name"
      })
  void aQualifiedNameIsALabelKeyAndAnAnnotationKey(String key) {
    assertThat(MetadataRules.labelKey(key)).isNull();
    assertThat(MetadataRules.annotationKey(key)).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "/x", "x/", "a/b/c", "-a", "a-", "a b", "a..b/c", ".a/c", "a_b/c", "ä", "a\n"})
  void whatIsNoQualifiedNameIsNeither(String key) {
    assertThat(MetadataRules.labelKey(key)).startsWith("is not a label key");
    assertThat(MetadataRules.annotationKey(key)).startsWith("is not an annotation key");
  }

  @Test
  void onlyTheAnnotationKeyMayHaveCapitalsInItsPrefix() {
    assertThat(MetadataRules.labelKey("Example.com/abc")).contains("character 1 is 'E'");
    assertThat(MetadataRules.annotationKey("Example.com/abc")).isNull();
  }

  @Test
  void theNamePartOfAKeyHasAtMost63CharactersAndItsPrefix253() {
    String prefix = (SIXTY_THREE + ".").repeat(3) + "a".repeat(61);
    assertThat(prefix).hasSize(253);
    assertThat(MetadataRules.labelKey(prefix + "/" + SIXTY_THREE)).isNull();
    assertThat(MetadataRules.labelKey(prefix + "a/b")).contains("254 characters, at most 253");
    assertThat(MetadataRules.labelKey("x/a" + SIXTY_THREE))
        .contains("the name part has 64 characters, at most 63");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a", "1", "A.b_c-D", "v1.2.3"})
  void aLabelValueIsEmptyOrAWord(String value) {
    assertThat(MetadataRules.labelValue(value)).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"-a", "a.", "_", "a b", "a/b", "a:b", "Māori", " ", "a\u0000", "\ud83d\ude00"})
  void otherTextIsNoLabelValue(String value) {
    assertThat(MetadataRules.labelValue(value)).startsWith("is not a label value");
  }

  @Test
  void aLabelValueHasAtMost63Characters() {
    assertThat(MetadataRules.labelValue(SIXTY_THREE)).isNull();
    assertThat(MetadataRules.labelValue(SIXTY_THREE + "a"))
        .isEqualTo("is not a label value: it has 64 characters, at most 63 are allowed");
  }

  @Test
  void annotationsAreMeasuredInUtf8BytesOfKeysAndValues() {
    assertThat(MetadataRules.annotationsSize(Map.of("a", "b".repeat(262_143)))).isNull();
    assertThat(MetadataRules.annotationsSize(Map.of("a", "b".repeat(262_144))))
        .contains("262145 bytes");
    assertThat(MetadataRules.annotationsSize(Map.of("é", "\ud83d\ude00".repeat(65_535) + "€")))
        .contains("262145 bytes");
    assertThat(
            MetadataRules.annotationsSize(
                Map.of("a", "b".repeat(131_071), "c", "d".repeat(131_071))))
        .isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"system:node", "a.b", "UPPER", "..a", "mit leerzeichen"})
  void anyPathSegmentIsAnObjectName(String name) {
    assertThat(MetadataRules.objectName(name)).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "..", "a/b", "a%2f"})
  void whatIsNoPathSegmentIsNoObjectName(String name) {
    assertThat(MetadataRules.objectName(name)).startsWith("is not an object name");
  }

  @Test
  void aNamespaceIsADnsLabelAndHasNoDot() {
    assertThat(MetadataRules.namespace("kube-system")).isNull();
    assertThat(MetadataRules.namespace("kube.system")).contains("character 5 is '.'");
    assertThat(MetadataRules.namespace(SIXTY_THREE + "a")).contains("64 characters");
    assertThat(MetadataRules.namespace("")).contains("it is empty");
  }

  @Test
  void aSubdomainIsLabelsOfAnyLengthJoinedByDots() {
    assertThat(MetadataRules.dns1123Subdomain("a".repeat(253))).isNull();
    assertThat(MetadataRules.dns1123Subdomain("a".repeat(254))).contains("254 characters");
    assertThat(MetadataRules.dns1123Subdomain("a..b")).contains("nothing between two dots");
    assertThat(MetadataRules.dns1123Subdomain("a.-b")).contains("start and end");
  }

  @Test
  void aCharacterThatCannotBeSeenIsNamedByItsCodePoint() {
    assertThat(MetadataRules.labelValue("a\u0000b")).contains("character 2 is U+0000");
  }
}
