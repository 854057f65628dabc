// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.repo.internal;

import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.impl.DSL;

/**
 * Compares text that is a decimal integer of 64 bits with a number, and no other text, as Kubernetes does for {@code >}
 * and {@code <} (Go's {@code strconv.ParseInt}: a sign and leading zeros are allowed). Databases differ in how they cast
 * what is no number or too large a one; they do not in how they compare digits.
 */
final class IntegerText {
  private static final String DIGITS = "0123456789";
  private static final String LARGEST = "9223372036854775807";
  private static final String SMALLEST_WITHOUT_SIGN = "9223372036854775808";

  private IntegerText() {}

  static Condition greaterThan(Field<String> text, long bound) {
    Parsed value = new Parsed(text);
    String digits = digits(bound);
    return value.isInteger(
        bound >= 0
            ? value.positive().and(value.largerThan(digits))
            : value.positive().or(value.smallerThan(digits)));
  }

  static Condition lessThan(Field<String> text, long bound) {
    Parsed value = new Parsed(text);
    String digits = digits(bound);
    return value.isInteger(
        bound <= 0
            ? value.negative().and(value.largerThan(digits))
            : value.negative().or(value.smallerThan(digits)));
  }

  /** Without sign and leading zeros; nothing for 0. */
  private static String digits(long number) {
    String text = Long.toString(number);
    String unsigned = text.startsWith("-") ? text.substring(1) : text;
    return unsigned.equals("0") ? "" : unsigned;
  }

  /** The parts of a text that may be a number. Zero counts as positive and as negative, and is less than other digits. */
  private static final class Parsed {
    private final Condition minus;
    private final Field<String> body;
    private final Field<String> digits;
    private final Field<Integer> length;

    Parsed(Field<String> text) {
      Field<String> sign = DSL.substring(text, DSL.inline(1), DSL.inline(1));
      this.minus = sign.eq(DSL.inline("-"));
      this.body =
          DSL.when(sign.in(DSL.inline("-"), DSL.inline("+")), DSL.substring(text, DSL.inline(2)))
              .otherwise(text);
      this.digits = DSL.ltrim(body, DSL.inline("0"));
      this.length = DSL.length(digits);
    }

    Condition isInteger(Condition and) {
      Condition fits =
          length
              .lt(DSL.inline(LARGEST.length()))
              .or(
                  length
                      .eq(DSL.inline(LARGEST.length()))
                      .and(
                          digits.le(
                              DSL.when(minus, DSL.inline(SMALLEST_WITHOUT_SIGN))
                                  .otherwise(DSL.inline(LARGEST)))));
      return body.ne(DSL.inline(""))
          .and(DSL.trim(body, DSL.inline(DIGITS)).eq(DSL.inline("")))
          .and(fits)
          .and(and);
    }

    Condition positive() {
      return DSL.not(minus).or(length.eq(DSL.inline(0)));
    }

    Condition negative() {
      return minus.or(length.eq(DSL.inline(0)));
    }

    Condition largerThan(String other) {
      Field<Integer> otherLength = DSL.inline(other.length());
      return length.gt(otherLength).or(length.eq(otherLength).and(digits.gt(DSL.val(other))));
    }

    Condition smallerThan(String other) {
      Field<Integer> otherLength = DSL.inline(other.length());
      return length.lt(otherLength).or(length.eq(otherLength).and(digits.lt(DSL.val(other))));
    }
  }
}
