// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.cli.internal.input;

import java.io.EOFException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/** Pieces of messages. */
final class Texts {
  private static final int MAX_SHOWN = 60;

  private Texts() {}

  /** The first line of what a parser says, without its advice for programmers. */
  static String firstLine(@Nullable String message) {
    if (message == null) {
      return "no details";
    }
    String line = message.lines().findFirst().orElse("no details");
    int advice = line.indexOf(" (for ");
    return advice > 0 ? line.substring(0, advice) : line;
  }

  /** What is wrong with a file that could not be read, or not to its end. */
  static String readFailure(IOException e) {
    return switch (e) {
      case NoSuchFileException missing -> "is not there";
      case AccessDeniedException denied -> "may not be read; check its permissions";
      case NotDirectoryException other -> "is no folder";
      case ZipException damaged -> "has damaged gzip data: " + firstLine(damaged.getMessage());
      case EOFException truncated -> "has gzip data that ends too early; copy the file again";
      default -> "cannot be read: " + firstLine(e.getMessage());
    };
  }

  static String notEncoded(long byteOffset) {
    return "has bytes that are not valid text at byte offset " + byteOffset + "; save it as UTF-8";
  }

  static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    for (int i = 0; i < text.length() && i < MAX_SHOWN; i++) {
      char c = text.charAt(i);
      quoted.append(Character.isISOControl(c) || Character.isSurrogate(c) ? '?' : c);
    }
    return quoted.append(text.length() > MAX_SHOWN ? "…\"" : "\"").toString();
  }

  /** Names a value that is not what it should be: {@code the number 5}. */
  static String describe(Token token, String text) {
    return switch (token) {
      case OBJECT_START -> "a mapping";
      case ARRAY_START -> "a list";
      case STRING -> "the text " + quoted(text);
      case NUMBER -> "the number " + text;
      case BOOLEAN -> "the boolean " + text;
      default -> "null";
    };
  }

  /** What to do about a value that should be a text. */
  static String cure(Token token) {
    return switch (token) {
      case NUMBER, BOOLEAN -> "; quote it";
      case NULL -> "; give it a value or remove the key";
      default -> "";
    };
  }
}
