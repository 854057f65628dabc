// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.cli.internal.input;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code metadata.managedFields}, where the API server notes who set which field and when: the one of whom the last
 * change of metadata is has changed the labels or annotations. What is not as expected there is no reason to reject an
 * object.
 */
final class ManagedFields {
  private @Nullable String latestManager;
  private String latestTime = "";

  private @Nullable String manager;
  private String time = "";
  private boolean setsMetadata;

  private ManagedFields() {}

  /** The manager that last set labels or annotations, null if there is none. */
  static @Nullable String read(TokenReader tokens) throws IOException, BrokenInputException {
    Token list = tokens.next();
    if (list != Token.ARRAY_START) {
      tokens.skipRest(list);
      return null;
    }
    ManagedFields fields = new ManagedFields();
    for (Token entry = tokens.next(); entry != Token.ARRAY_END; entry = tokens.next()) {
      if (entry == Token.OBJECT_START) {
        fields.readEntry(tokens);
      } else if (entry == Token.END) {
        throw new BrokenInputException(Reason.SYNTAX, "ends too early");
      } else {
        tokens.skipRest(entry);
      }
    }
    return fields.latestManager;
  }

  private void readEntry(TokenReader tokens) throws IOException, BrokenInputException {
    manager = null;
    time = "";
    setsMetadata = false;
    while (tokens.next() == Token.KEY) {
      switch (tokens.text()) {
        case "manager" -> manager = MetadataParser.emptyIsNone(string(tokens));
        case "time" -> time = string(tokens);
        case "fieldsV1" -> setsMetadata = hasMetadata(tokens);
        default -> tokens.skipValue();
      }
    }
    // Times are of one form (RFC 3339 in UTC, in seconds), so that their text is in their order.
    if (setsMetadata && manager != null && time.compareTo(latestTime) >= 0) {
      latestManager = manager;
      latestTime = time;
    }
  }

  private static boolean hasMetadata(TokenReader tokens) throws IOException, BrokenInputException {
    Token fields = tokens.next();
    if (fields != Token.OBJECT_START) {
      tokens.skipRest(fields);
      return false;
    }
    boolean found = false;
    while (tokens.next() == Token.KEY) {
      found |= tokens.text().equals("f:metadata");
      tokens.skipValue();
    }
    return found;
  }

  private static String string(TokenReader tokens) throws IOException, BrokenInputException {
    Token token = tokens.next();
    if (token == Token.STRING) {
      return tokens.text();
    }
    tokens.skipRest(token);
    return "";
  }
}
