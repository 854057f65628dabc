// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.cli.internal.input;

import java.util.Locale;

/** Why something in the input cannot be stored. */
public enum Reason {
  /** The file or folder is not there, cannot be read, or its compressed data is damaged. */
  IO,
  /** It is neither JSON nor YAML. */
  SYNTAX,
  /** Its bytes are not text in the encoding that the file is in. */
  ENCODING,
  /** It is nested too deeply. */
  NESTING,
  /** It is too large to be read within bounded memory. */
  TOO_LARGE,
  /** A key occurs twice in one mapping. */
  DUPLICATE_KEY,
  /** It is a list, a text, a number or null where an object should be. */
  NOT_AN_OBJECT,
  /** The apiVersion is missing or not a text. */
  NO_API_VERSION,
  /** The kind is missing or not a text. */
  NO_KIND,
  /** The apiVersion or the kind is not one that can exist. */
  INVALID_TYPE,
  /** The items of a list are not a list. */
  ITEMS_TYPE,
  /** The metadata or its uid is of the wrong type. */
  METADATA_TYPE,
  /** There is no name. */
  NO_NAME,
  /** The name is not one that Kubernetes accepts. */
  INVALID_NAME,
  /** The namespace is not one that Kubernetes accepts. */
  INVALID_NAMESPACE,
  /** The labels are not a mapping. */
  LABELS_TYPE,
  /** The key of a label is not one that Kubernetes accepts. */
  LABEL_KEY,
  /** The value of a label is not a text or not one that Kubernetes accepts. */
  LABEL_VALUE,
  /** The annotations are not a mapping. */
  ANNOTATIONS_TYPE,
  /** The key of an annotation is not one that Kubernetes accepts. */
  ANNOTATION_KEY,
  /** The value of an annotation is not a text. */
  ANNOTATION_VALUE,
  /** The annotations together are larger than Kubernetes accepts. */
  ANNOTATIONS_TOO_LARGE;

  private final String text = name().toLowerCase(Locale.ROOT).replace('_', '-');

  /**
   * The name that programs see; it does not change between versions.
   *
   * @return such as {@code label-value}
   */
  public String text() {
    return text;
  }

  @Override
  public String toString() {
    return text;
  }
}
