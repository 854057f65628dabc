// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.core.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LabelSelectorTest {
  private static final int MANY = 500_000;

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      value = {
        "app=web~app=web",
        "app==web~app==web",
        " app != web ~app!=web",
        "app~app",
        "! app~!app",
        "app in(web)~app in (web)",
        "app notin( web, api )~app notin (api,web)",
        "cpu>3,cpu<007~cpu>3,cpu<007",
        "app=~app=",
        "app!= ,b==~app!=,b==",
        "app in (,)~app in ()",
        "app in (web,,web)~app in (,web)",
        "in~in",
        "!notin~!notin",
        "in in (in,notin),notin=in~in in (in,notin),notin=in",
        "notin notin (a)~notin notin (a)",
        "b,a=2,a=1~a=2,a=1,b",
        "tier=web,app.kubernetes.io/name in (x)~app.kubernetes.io/name in (x),tier=web"
      })
  void whatIsWrittenIsShownAsKubernetesShowsIt(String text, String canonical) {
    LabelSelector selector = LabelSelector.parse(text);

    assertThat(selector).hasToString(canonical).isNotEqualTo(LabelSelector.everything());
    assertThat(LabelSelector.parse(canonical)).isEqualTo(selector).hasSameHashCodeAs(selector);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\t\r\n "})
  void nothingWrittenMatchesEverything(String text) {
    LabelSelector selector = LabelSelector.parse(text);

    assertThat(selector).isEqualTo(LabelSelector.everything()).hasToString("");
    assertThat(selector.isEmpty()).isTrue();
    assertThat(selector.matches(Map.of("a", "b"))).isTrue();
    assertThat(selector.matches(null)).isTrue();
    assertThat(LabelSelector.parse("a").isEmpty()).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "env=dev~true",
        "env==dev~true",
        "env=de~false",
        "env!=dev~false",
        "env!=prod~true",
        "env in (prod,dev)~true",
        "env in (prod)~false",
        "env notin (prod,dev)~false",
        "env notin (prod)~true",
        "env~true",
        "!env~false",
        "empty=~true",
        "empty in (a,)~true",
        "empty notin ()~false",
        "empty~true",
        "gone=~false",
        "gone in ()~false",
        "gone!=dev~true",
        "gone notin (dev)~true",
        "gone~false",
        "!gone~true",
        "gone>0~false",
        "gone<9~false",
        "env>0~false",
        "env<9~false",
        "n>6~true",
        "n>7~false",
        "n<8~true",
        "n<7~false",
        "env=dev,n=7~true",
        "env=dev,n=8~false"
      })
  void aLabelMatchesAsInKubernetes(String text, boolean matches) {
    Map<String, String> labels = Map.of("env", "dev", "empty", "", "n", "7");

    assertThat(LabelSelector.parse(text).matches(labels)).isEqualTo(matches);
  }

  @Test
  void noLabelsAreLabelsThatAreAllAbsent() {
    Map<String, String> nullValue = new HashMap<>();
    nullValue.put("a", null);

    for (String text : List.of("!a", "a!=b", "a notin (b)")) {
      assertThat(LabelSelector.parse(text).matches(null)).isTrue();
      assertThat(LabelSelector.parse(text).matches(nullValue)).isTrue();
    }
    assertThat(LabelSelector.parse("a").matches(null)).isFalse();
    assertThat(LabelSelector.parse("a").matches(nullValue)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "9223372036854775807,true",
    "9223372036854775808,false",
    "18446744073709551617,false",
    "99999999999999999999,false",
    "+2,true",
    "-2,false",
    "0000000000000000000000000002,true",
    "1,false",
    "2.0,false",
    "0x2,false",
    "1_000,false",
    "+,false",
    "'',false",
    "' 2',false",
    "٣,false"
  })
  void aLabelIsAnIntegerAsGoReadsIt(String value, boolean larger) {
    assertThat(LabelSelector.parse("n>1").matches(Map.of("n", value))).isEqualTo(larger);
  }

  @Test
  void theLeastIntegerIsSmaller() {
    LabelSelector selector = LabelSelector.parse("n<0");

    assertThat(selector.matches(Map.of("n", "-9223372036854775808"))).isTrue();
    assertThat(selector.matches(Map.of("n", "-9223372036854775809"))).isFalse();
    assertThat(selector.matches(Map.of("n", "-0"))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "+", "-", "a"})
  void whatIsNoIntegerIsNotZero(String value) {
    assertThat(LabelSelector.parse("n<1").matches(Map.of("n", value))).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      value = {
        ",~0~expected a label key or '!', found ','; ',' stands only between two requirements",
        "a,,b~2~found ','",
        "a,~2~found the end; ',' stands only between",
        "!~1~expected a label key after '!', found the end",
        "!!a~1~expected a label key after '!', found '!'",
        "=a~0~expected a label key or '!', found '='",
        "(~0~found '('",
        "!a=b~2~for 'not equal' write key!=value",
        "a b~2~',' or the end after the key \"a\", found \"b\"",
        "a not in (b)~2~write in or notin",
        "a IN (b)~2~in small letters",
        "a in b~5~expected '(' after 'in', found \"b\"; put the values into (a,b)",
        "a in~4~expected '(' after 'in', found the end",
        "a in (b~7~expected ',' or ')' in the list of values, found the end; close it with ')'",
        "a in (b c)~8~found \"c\"",
        "a in (b=c)~7~found '='",
        "a in (b)c~8~expected ',' or the end, found \"c\"; join requirements with ','",
        "a===b~3~expected a value after '==', found '='",
        "a=(b)~2~expected a value after '=', found '('",
        "a>=1~2~there is no '>=' and no '<='",
        "a>~2~'>' takes a whole number from 0 to 9223372036854775807",
        "a>,b~2~takes a whole number",
        "a<x~2~in at most 63 digits, not \"x\"",
        "a<-1~2~not \"-1\"",
        "a>9223372036854775808~2~not \"9223372036854775808\"",
        "a=b||c=d~2~there is no 'or'",
        "a=b&c~2~join requirements with ','",
        "a=b,-c~4~\"-c\" is not a label key: it must start and end",
        "a/b/c~0~more than one '/'",
        "A.b/c~0~character 1 is 'A'",
        "a=b:c~2~\"b:c\" is not a label value: character 2 is ':'"
      })
  void anErrorSaysWhatIsWrongWhereAndTheCure(String text, int position, String words) {
    LabelSelectorException e = refused(text);

    assertThat(e.position()).isEqualTo(position);
    assertThat(e)
        .hasMessageStartingWith("not a label selector, at character " + (position + 1) + ": ")
        .hasMessageContaining(words);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "app=\"web\"",
        "app='web'",
        "app=`web`",
        "app=\u201cweb\u201d",
        "app=\"",
        "app=\"a b\"",
        "app in (a,\"b,c\")",
        "\"app\"=web",
        "app>'1'"
      })
  void aQuoteIsAnErrorThatSaysSo(String text) {
    assertThat(refused(text)).hasMessageContaining("values are written without quotes");
  }

  @Test
  void theMessageShowsThePlaceInTheText() {
    assertThat(refused("env=dev, app=we$b,x"))
        .hasMessageEndingWith("\n  env=dev, app=we$b,x\n               ^^^^");
    assertThat(refused("a in (b")).hasMessageEndingWith("\n  a in (b\n         ^");
  }

  @Test
  void ofALongTextOnlyThePlaceIsShown() {
    String text = "a=" + "b".repeat(60) + ",".repeat(2) + "c".repeat(1_000_000);

    assertThat(refused(text))
        .hasMessageEndingWith(
            "\n  ..."
                + "b".repeat(31)
                + ",,"
                + "c".repeat(31)
                + "...\n     "
                + " ".repeat(32)
                + "^");
    assertThat(refused("c".repeat(1_000_000)).getMessage()).hasSizeLessThan(400);
    assertThat(refused("x=" + "(".repeat(1_000_000)).getMessage()).hasSizeLessThan(400);
  }

  @Test
  void whatATerminalCannotShowInOneColumnIsAQuestionMark() {
    String text = "ä\u0000\n\u001b[1m\ud83d\ude00\ud800\u202e\u4e2d";

    assertThat(refused(text)).hasMessageEndingWith("\n  ä? ?[1m?????\n  ^^");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\u0000", "a \u0000 b", "\u0000", "a=\u0000", "a\u000b", "a\u00a0"})
  void otherCharactersAreNoBlanks(String text) {
    refused(text);
  }

  @Test
  void blanksAreSpacesTabsAndLineEnds() {
    assertThat(LabelSelector.parse("\ta \r\nnotin\t(\nb,\r c )\n,\td\r=\ne"))
        .hasToString("a notin (b,c),d=e");
  }

  @Test
  void aLongListIsRead() {
    LabelSelector keys = LabelSelector.parse("a,".repeat(MANY) + "a");
    LabelSelector values = LabelSelector.parse("a in (" + "b,".repeat(MANY) + ")");

    assertThat(keys.requirements()).hasSize(MANY + 1);
    assertThat(values).hasToString("a in (,b)");
    assertThat(refused("!".repeat(MANY)).position()).isEqualTo(1);
    assertThat(refused("a in (" + ",".repeat(MANY)).position()).isEqualTo(MANY + 6);
  }

  @Test
  void aBuilderGivesWhatTheParserReads() {
    LabelSelector selector =
        LabelSelector.builder()
            .equal("app", "web")
            .in("env", "b", "a", "b")
            .notIn("tier", "x")
            .notEqual("app", "")
            .exists("x")
            .notExists("y")
            .greaterThan("n", 3)
            .lessThan("n", 9)
            .require(LabelRequirement.of("z", LabelOperator.DOUBLE_EQUALS, List.of("1")))
            .build();

    assertThat(selector)
        .isEqualTo(
            LabelSelector.parse("app=web,app!=,env in (a,b),n>3,n<9,tier notin (x),x,!y,z==1"));
    assertThat(LabelSelector.builder().build()).isSameAs(LabelSelector.everything());
  }

  @Test
  void aBuilderThatIsUsedFurtherLeavesItsSelectorAsItIs() {
    LabelSelector.Builder builder = LabelSelector.builder().exists("a");
    LabelSelector first = builder.build();

    assertThat(builder.exists("b").build()).hasToString("a,b");
    assertThat(first).hasToString("a");
    assertThatThrownBy(() -> first.requirements().clear())
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void aBuilderRefusesWithTheWordsOfTheParser() {
    LabelSelector.Builder builder = LabelSelector.builder();

    sameWords("-a", () -> builder.exists("-a"));
    sameWords("a='b'", () -> builder.equal("a", "'b'"));
    sameWords("a notin (ok,x:y)", () -> builder.notIn("a", "ok", "x:y"));
    sameWords("a>-5", () -> builder.greaterThan("a", -5));
    assertThat(builder.build().isEmpty()).isTrue();
  }

  @Test
  void aRequirementHasAsManyValuesAsItsOperatorTakes() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LabelSelector.builder().in("a"))
        .withMessage(
            "the requirement on \"a\" has 0 values, IN takes one or more; an empty one is \"\"");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LabelRequirement.of("a", LabelOperator.EQUALS, List.of("b", "c")))
        .withMessageContaining("has 2 values, EQUALS takes exactly one");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LabelRequirement.of("a", LabelOperator.NOT_EXISTS, List.of("b")))
        .withMessageContaining("has 1 value, NOT_EXISTS takes no value");
  }

  @Test
  void aRequirementKeepsItsOwnSortedCopyOfTheValues() {
    TreeSet<String> values = new TreeSet<>(Comparator.reverseOrder());
    values.addAll(List.of("a", "b"));
    LabelRequirement requirement = new LabelRequirement("k", LabelOperator.IN, values);
    values.add("c");

    assertThat(requirement).hasToString("k in (a,b)");
    assertThat(requirement.matchesValue("c")).isFalse();
    assertThat(requirement)
        .isEqualTo(LabelRequirement.of("k", LabelOperator.IN, List.of("b", "a", "b")));
    assertThatThrownBy(() -> requirement.values().add("c"))
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void equalAndDoubleEqualMatchTheSameButAreWrittenDifferently() {
    assertThat(LabelSelector.parse("a=b")).isNotEqualTo(LabelSelector.parse("a==b"));
    assertThat(LabelSelector.parse("a=b,c")).isEqualTo(LabelSelector.parse("c,a=b"));
  }

  private static LabelSelectorException refused(String text) {
    LabelSelectorException e =
        catchThrowableOfType(LabelSelectorException.class, () -> LabelSelector.parse(text));
    assertThat(e).as("\"%s\" was read", text).isNotNull();
    return e;
  }

  private static void sameWords(String text, Runnable build) {
    String message = String.valueOf(refused(text).getMessage());
    String words = message.substring(message.indexOf(": ") + 2, message.indexOf('\n'));
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(build::run)
        .withMessage(words);
  }
}
