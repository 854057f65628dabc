// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.cli.internal.input;

import io.agentstorage.core.kubernetes.MetadataRules;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the fields of an object that are kept, and checks them as the API server would. */
final class MetadataParser {

  private MetadataParser() {}

  /** Reads the value of {@code metadata}. */
  static void read(TokenReader tokens, Draft draft) throws IOException, BrokenInputException {
    Token token = tokens.next();
    if (token != Token.OBJECT_START) {
      if (token != Token.NULL) {
        wrongType(tokens, draft, token, Reason.METADATA_TYPE, "must be a mapping");
      }
      return;
    }
    while (tokens.next() == Token.KEY) {
      switch (tokens.text()) {
        case "name" -> draft.name = text(tokens, draft, Reason.INVALID_NAME);
        case "namespace" ->
            draft.namespace = emptyIsNone(text(tokens, draft, Reason.INVALID_NAMESPACE));
        case "uid" -> draft.uid = emptyIsNone(text(tokens, draft, Reason.METADATA_TYPE));
        case "generateName" -> {
          draft.generatedName = true;
          tokens.skipValue();
        }
        case "labels" -> draft.labels = tags(tokens, draft, true);
        case "annotations" -> draft.annotations = annotations(tokens, draft);
        case "managedFields" -> draft.changedBy = ManagedFields.read(tokens);
        default -> tokens.skipValue();
      }
    }
  }

  /** Reads a text; null is none, and so is what is not a text, which is a problem of the object. */
  static @Nullable String text(TokenReader tokens, Draft draft, Reason reason)
      throws IOException, BrokenInputException {
    Token token = tokens.next();
    if (token == Token.STRING) {
      return tokens.text();
    }
    if (token != Token.NULL) {
      wrongType(tokens, draft, token, reason, "must be a string");
    }
    return null;
  }

  private static @Nullable Map<String, String> annotations(TokenReader tokens, Draft draft)
      throws IOException, BrokenInputException {
    Map<String, String> annotations = tags(tokens, draft, false);
    String problem = annotations == null ? null : MetadataRules.annotationsSize(annotations);
    if (problem != null) {
      draft.problem(
          tokens.trail().path(), Reason.ANNOTATIONS_TOO_LARGE, problem + "; remove the largest");
      return null;
    }
    return annotations;
  }

  private static @Nullable Map<String, String> tags(TokenReader tokens, Draft draft, boolean labels)
      throws IOException, BrokenInputException {
    Token token = tokens.next();
    if (token != Token.OBJECT_START) {
      if (token != Token.NULL) {
        Reason reason = labels ? Reason.LABELS_TYPE : Reason.ANNOTATIONS_TYPE;
        wrongType(tokens, draft, token, reason, "must be a mapping of strings");
      }
      return null;
    }
    Map<String, String> tags = new LinkedHashMap<>();
    while (tokens.next() == Token.KEY) {
      if (labels) {
        label(tokens, draft, tags);
      } else {
        annotation(tokens, draft, tags);
      }
    }
    return tags;
  }

  private static void label(TokenReader tokens, Draft draft, Map<String, String> labels)
      throws IOException, BrokenInputException {
    String key = tokens.text();
    check(tokens, draft, Reason.LABEL_KEY, key, MetadataRules.labelKey(key));
    String value = value(tokens, draft, Reason.LABEL_VALUE);
    if (value != null) {
      check(tokens, draft, Reason.LABEL_VALUE, value, MetadataRules.labelValue(value));
      labels.put(key, value);
    }
  }

  private static void annotation(TokenReader tokens, Draft draft, Map<String, String> annotations)
      throws IOException, BrokenInputException {
    String key = tokens.text();
    check(tokens, draft, Reason.ANNOTATION_KEY, key, MetadataRules.annotationKey(key));
    String value = value(tokens, draft, Reason.ANNOTATION_VALUE);
    if (value != null) {
      annotations.put(key, WholeCharacters.of(value));
    }
  }

  private static @Nullable String value(TokenReader tokens, Draft draft, Reason reason)
      throws IOException, BrokenInputException {
    Token token = tokens.next();
    if (token == Token.STRING) {
      return tokens.text();
    }
    wrongType(tokens, draft, token, reason, "must be a string");
    return null;
  }

  private static void check(
      TokenReader tokens, Draft draft, Reason reason, String text, @Nullable String problem) {
    if (problem != null) {
      draft.problem(tokens.trail().path(), reason, Texts.quoted(text) + " " + problem);
    }
  }

  private static void wrongType(
      TokenReader tokens, Draft draft, Token token, Reason reason, String rule)
      throws IOException, BrokenInputException {
    String is = token.opens() ? Texts.describe(token, "") : Texts.describe(token, tokens.text());
    int depth = tokens.trail().depth() - (token.opens() ? 1 : 0);
    draft.problem(tokens.trail().path(depth), reason, rule + ", is " + is + Texts.cure(token));
    tokens.skipRest(token);
  }

  static @Nullable String emptyIsNone(@Nullable String text) {
    return text == null || text.isEmpty() ? null : text;
  }
}
