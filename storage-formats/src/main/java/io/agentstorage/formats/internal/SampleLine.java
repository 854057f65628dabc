// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.formats.internal;

import io.agentstorage.core.metric.MetricValue;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What one line says, used again for each line. Places are indexes into the buffer of the line. Not thread-safe. */
final class SampleLine {
  /** More labels than that are sorted in a way that stays fast for any number. */
  private static final int FEW = 48;

  private static final MetricValue ZERO = new MetricValue("0");

  private String[] keys = new String[16];
  private String[] values = new String[16];
  private int[] places = new int[16];
  private int count;

  String name = "";
  int nameAt;
  MetricValue value = ZERO;
  int valueAt;

  /** When it was measured, null if the line does not say. */
  @Nullable UnixSeconds time;

  int timeAt;

  /** The value of the exemplar, null if there is none. */
  @Nullable MetricValue exemplar;

  int exemplarAt;

  SampleLine() {
    clear();
  }

  void clear() {
    name = "";
    count = 0;
    time = null;
    exemplar = null;
  }

  int labels() {
    return count;
  }

  String key(int label) {
    return keys[label];
  }

  String value(int label) {
    return values[label];
  }

  int place(int label) {
    return places[label];
  }

  void addLabel(String key, String labelValue, int at) {
    if (count == keys.length) {
      keys = Arrays.copyOf(keys, 2 * count);
      values = Arrays.copyOf(values, 2 * count);
      places = Arrays.copyOf(places, 2 * count);
    }
    keys[count] = key;
    values[count] = labelValue;
    places[count] = at;
    count++;
  }

  /** Which label has a key, -1 for none. Only when they are sorted. */
  int find(String key) {
    int found = Arrays.binarySearch(keys, 0, count, key);
    return found < 0 ? -1 : found;
  }

  /** Sorts the labels by key. */
  void sortLabels() throws Fault {
    if (count > FEW) {
      sortMany();
    } else {
      sortFew();
    }
    for (int i = 1; i < count; i++) {
      if (keys[i].equals(keys[i - 1])) {
        throw new Fault(
            Math.max(places[i], places[i - 1]),
            "expected each label once, found another " + Excerpt.quote(keys[i]));
      }
    }
  }

  private void sortFew() {
    for (int i = 1; i < count; i++) {
      String key = keys[i];
      if (keys[i - 1].compareTo(key) <= 0) {
        continue;
      }
      String labelValue = values[i];
      int place = places[i];
      int to = i;
      while (to > 0 && keys[to - 1].compareTo(key) > 0) {
        keys[to] = keys[to - 1];
        values[to] = values[to - 1];
        places[to] = places[to - 1];
        to--;
      }
      keys[to] = key;
      values[to] = labelValue;
      places[to] = place;
    }
  }

  private void sortMany() {
    int[] order =
        IntStream.range(0, count)
            .boxed()
            .sorted((a, b) -> keys[a].compareTo(keys[b]))
            .mapToInt(i -> i)
            .toArray();
    String[] oldKeys = keys.clone();
    String[] oldValues = values.clone();
    int[] oldPlaces = places.clone();
    for (int i = 0; i < count; i++) {
      keys[i] = oldKeys[order[i]];
      values[i] = oldValues[order[i]];
      places[i] = oldPlaces[order[i]];
    }
  }
}
