// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.core.kubernetes;

/**
 * How a {@link LabelRequirement} compares a label with its values. The names are those of Kubernetes; that {@code =} and
 * {@code ==} are two operators of one meaning is Kubernetes' own, and keeps a selector's text as it was written.
 */
public enum LabelOperator {
  /** {@code key=value}: the label is there and has this value. */
  EQUALS("="),
  /** {@code key==value}: the same as {@link #EQUALS}. */
  DOUBLE_EQUALS("=="),
  /** {@code key!=value}: the label has another value, or is absent. */
  NOT_EQUALS("!="),
  /** {@code key in (a,b)}: the label is there and has one of the values. */
  IN("in"),
  /** {@code key notin (a,b)}: the label has none of the values, or is absent. */
  NOT_IN("notin"),
  /** {@code key}: the label is there. */
  EXISTS(""),
  /** {@code !key}: the label is absent. */
  NOT_EXISTS("!"),
  /** {@code key>1}: the label is there, is an integer, and is larger. */
  GREATER_THAN(">"),
  /** {@code key<1}: the label is there, is an integer, and is smaller. */
  LESS_THAN("<");

  private final String symbol;

  LabelOperator(String symbol) {
    this.symbol = symbol;
  }

  /** As it is written in a selector: nothing for {@link #EXISTS}. */
  String symbol() {
    return symbol;
  }

  boolean takesList() {
    return this == IN || this == NOT_IN;
  }

  boolean takesNothing() {
    return this == EXISTS || this == NOT_EXISTS;
  }

  boolean takesInteger() {
    return this == GREATER_THAN || this == LESS_THAN;
  }
}
