// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.cli.internal.input;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import java.io.IOException;

/** The tokens of one JSON value. */
final class JsonTokens extends TokenReader {
  /** Longer than any metadata that could be accepted; strings that are skipped can be of any length. */
  private static final int MAX_STRING = 16 << 20;

  private static final String TOO_EARLY = "is not complete: the JSON text ends too early";

  // Names are not put in a table for reuse: the table would grow with the keys of the input
  // (managedFields has the uid
  // of each object as a key).
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(Trail.MAX_DEPTH)
                  .maxStringLength(MAX_STRING)
                  .build())
          .disable(StreamReadFeature.AUTO_CLOSE_SOURCE)
          .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
          .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
          .build();

  private final JsonParser parser;
  private final TextSource source;
  private final long offset;
  private int depth;
  private boolean begun;

  JsonTokens(TextSource source, Trail trail) throws IOException {
    super(trail);
    this.source = source;
    offset = source.position();
    parser = FACTORY.createParser(new SourceReader(source));
  }

  @Override
  Token advance() throws IOException, BrokenInputException {
    if (begun && depth == 0) {
      return Token.END;
    }
    begun = true;
    try {
      JsonToken token = parser.nextToken();
      if (token == null) {
        throw new BrokenInputException(Reason.SYNTAX, TOO_EARLY);
      }
      if (token.isStructStart()) {
        depth++;
      } else if (token.isStructEnd()) {
        depth--;
      } else if (depth == 0) {
        parser.finishToken();
      }
      return translate(token);
    } catch (JsonProcessingException e) {
      throw broken(e);
    }
  }

  @Override
  String text() throws IOException, BrokenInputException {
    try {
      return parser.getText();
    } catch (JsonProcessingException e) {
      throw broken(e);
    }
  }

  @Override
  void finish() {
    // What follows is the next value, if it is one.
  }

  @Override
  long start() {
    return offset + parser.currentTokenLocation().getCharOffset();
  }

  @Override
  long end() {
    return offset + parser.currentLocation().getCharOffset();
  }

  void close() throws IOException {
    parser.close();
  }

  private static Token translate(JsonToken token) {
    return switch (token) {
      case START_OBJECT -> Token.OBJECT_START;
      case END_OBJECT -> Token.OBJECT_END;
      case START_ARRAY -> Token.ARRAY_START;
      case END_ARRAY -> Token.ARRAY_END;
      case FIELD_NAME -> Token.KEY;
      case VALUE_STRING -> Token.STRING;
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> Token.NUMBER;
      case VALUE_TRUE, VALUE_FALSE -> Token.BOOLEAN;
      case VALUE_NULL -> Token.NULL;
      case NOT_AVAILABLE, VALUE_EMBEDDED_OBJECT ->
          throw new IllegalStateException("a text gave the token " + token);
    };
  }

  private BrokenInputException broken(JsonProcessingException e) {
    if (e instanceof StreamConstraintsException) {
      boolean nesting = String.valueOf(e.getOriginalMessage()).contains("nesting");
      return nesting
          ? new BrokenInputException(
              Reason.NESTING, "is nested more than " + Trail.MAX_DEPTH + " levels deep", e)
          : new BrokenInputException(
              Reason.TOO_LARGE, "has a text, key or number that is too long to be read", e);
    }
    if (e instanceof JsonEOFException) {
      return new BrokenInputException(Reason.SYNTAX, TOO_EARLY, e);
    }
    long position = end();
    long fault = source.faultBetween(0, position + 1);
    return fault >= 0
        ? new BrokenInputException(Reason.ENCODING, Texts.notEncoded(fault), e)
        : new BrokenInputException(
            Reason.SYNTAX,
            "is not valid JSON at line "
                + source.line(position)
                + ": "
                + Texts.firstLine(e.getOriginalMessage()),
            e);
  }
}
