// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.parquet.internal;

import org.apache.parquet.column.Dictionary;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.PrimitiveConverter;
import org.jspecify.annotations.Nullable;

/** A text of the current row. What is in a dictionary becomes a text once. */
final class TextField extends PrimitiveConverter {
  private @Nullable Dictionary dictionary;
  private @Nullable String[] texts = {};
  private @Nullable String text;

  @Nullable String text() {
    return text;
  }

  void clear() {
    text = null;
  }

  @Override
  public void addBinary(Binary value) {
    text = value.toStringUsingUTF8();
  }

  @Override
  public boolean hasDictionarySupport() {
    return true;
  }

  @Override
  public void setDictionary(Dictionary words) {
    dictionary = words;
    texts = new @Nullable String[words.getMaxId() + 1];
  }

  @Override
  public void addValueFromDictionary(int id) {
    String known = texts[id];
    if (known == null && dictionary != null) {
      known = dictionary.decodeToBinary(id).toStringUsingUTF8();
      texts[id] = known;
    }
    text = known;
  }
}
