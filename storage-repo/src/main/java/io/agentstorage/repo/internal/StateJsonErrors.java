// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.repo.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidDefinitionException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import io.agentstorage.core.error.StateValueException;
import java.io.IOException;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What Jackson says about values, without the values: its own messages quote them. Only where a type cannot be written or
 * read at all are its words kept, for they are about the type.
 */
final class StateJsonErrors {
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
  private static final int LONGEST_NAME = 60;

  private StateJsonErrors() {}

  static StateValueException unwritable(String component, String key, IOException e) {
    String path = path(e);
    boolean aboutType = e instanceof InvalidDefinitionException;
    Throwable thrown = e instanceof JsonMappingException ? e.getCause() : null;
    String reason;
    if (aboutType) {
      reason = ": " + ((JsonProcessingException) e).getOriginalMessage();
    } else if (thrown != null) {
      reason = ": " + thrown.getClass().getName() + " was thrown";
    } else {
      reason = "; it may be nested too deep, refer to itself, or have half a character in a name";
    }
    return new StateValueException(
        component,
        key,
        path,
        "put state "
            + component
            + "/"
            + key
            + ": the value at "
            + path
            + " cannot be written as JSON"
            + reason,
        aboutType ? e : thrown);
  }

  static StateValueException unfit(
      String component, String key, JavaType type, JsonProcessingException e) {
    String path = path(e);
    String what;
    Throwable cause = null;
    if (e instanceof UnrecognizedPropertyException) {
      what = "the field " + path + " is not one of " + name(type, e) + ", of which it would be";
    } else if (e instanceof InvalidDefinitionException) {
      what = "the value at " + path + " cannot be read: " + e.getOriginalMessage();
      cause = e;
    } else if (e instanceof ValueInstantiationException) {
      what = "the value at " + path + " was refused by " + name(type, e);
      cause = e.getCause();
    } else {
      what = "the value at " + path + " does not fit " + name(type, e);
    }
    return new StateValueException(
        component,
        key,
        path,
        "get state "
            + component
            + "/"
            + key
            + ": "
            + what
            + "; read it as JsonNode to see what it is, or put another one",
        cause);
  }

  private static String name(JavaType asked, JsonProcessingException e) {
    Class<?> target = e instanceof MismatchedInputException mismatch ? target(mismatch) : null;
    return target == null ? asked.toCanonical() : target.getTypeName();
  }

  private static @Nullable Class<?> target(MismatchedInputException e) {
    return e instanceof UnrecognizedPropertyException unknown
        ? unknown.getReferringClass()
        : e.getTargetType();
  }

  private static String path(IOException e) {
    StringBuilder path = new StringBuilder("$");
    if (e instanceof JsonMappingException mapping) {
      for (JsonMappingException.Reference step : mapping.getPath()) {
        String name = step.getFieldName();
        if (name == null) {
          path.append('[').append(Math.max(step.getIndex(), 0)).append(']');
        } else if (PLAIN.matcher(name).matches() && name.length() <= LONGEST_NAME) {
          path.append('.').append(name);
        } else {
          path.append("['").append(quoted(name)).append("']");
        }
      }
    }
    return path.toString();
  }

  private static String quoted(String name) {
    String start =
        name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME) + "\u2026";
    StringBuilder quoted = new StringBuilder();
    for (int i = 0; i < start.length(); i++) {
      char c = start.charAt(i);
      if (Character.isISOControl(c) || Character.isSurrogate(c)) {
        quoted.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
      } else {
        quoted.append(c == '\'' || c == '\\' ? "\\" : "").append(c);
      }
    }
    return quoted.toString();
  }
}
