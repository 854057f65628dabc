// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.repo.internal;

import io.agentstorage.core.store.StateStore;

/** The rules for components and keys of state entries: what every database stores, and a line can show. */
public final class StateNames {
  private StateNames() {}

  /**
   * Checks both.
   *
   * @param component a component
   * @param key a key
   * @throws IllegalArgumentException if one breaks the rules
   */
  public static void check(String component, String key) {
    checkComponent(component);
    checkText("key", key);
  }

  /**
   * Checks a component.
   *
   * @param component a component
   * @throws IllegalArgumentException if it breaks the rules
   */
  public static void checkComponent(String component) {
    checkText("component", component);
  }

  private static void checkText(String what, String text) {
    if (text.isEmpty()) {
      throw new IllegalArgumentException("state: the " + what + " is empty; give it a name");
    }
    if (text.length() > StateStore.MAX_NAME_LENGTH) {
      throw new IllegalArgumentException(
          "state: the "
              + what
              + " has "
              + text.length()
              + " characters, at most "
              + StateStore.MAX_NAME_LENGTH
              + " are allowed");
    }
    for (int i = 0; i < text.length(); i++) {
      int c = text.codePointAt(i);
      if (Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE) {
        throw new IllegalArgumentException(
            "state: the "
                + what
                + " has a control character or half of one at "
                + (i + 1)
                + "; leave it out");
      }
      i += Character.charCount(c) - 1;
    }
  }
}
