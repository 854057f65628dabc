// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.core.internal.bulk;

import com.fasterxml.jackson.core.TreeNode;
import io.agentstorage.core.spi.UnicodeText;
import java.lang.reflect.Array;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Year;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.UUID;
import org.jooq.JSON;
import org.jooq.JSONB;
import org.jooq.impl.DSL;
import org.jooq.types.UByte;
import org.jooq.types.UInteger;
import org.jooq.types.ULong;
import org.jooq.types.UShort;
import org.jspecify.annotations.Nullable;

/**
 * Conversions that keep a value what it is, or fail. Those of jOOQ make null of a text that is no number, some other
 * integer of one that is too large or has a fraction, the second of March of the thirtieth of February, and text of
 * whatever object there is. Only the fractions that a floating-point type has no room for are rounded.
 */
final class ExactValue {
  private static final BigInteger MOST_UNSIGNED = BigInteger.TWO.pow(Long.SIZE);

  /** Whether a class says what the text of its objects is; asked for each value. */
  private static final ClassValue<Boolean> HAS_TEXT =
      new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> type) {
          try {
            return type.getMethod("toString").getDeclaringClass() != Object.class;
          } catch (NoSuchMethodException e) {
            throw new LinkageError(type + " has no toString()", e);
          }
        }
      };

  private ExactValue() {}

  /**
   * Converts a value.
   *
   * @param type a type that jOOQ has for values of a database
   * @param value the value
   * @return one of the type
   * @throws RuntimeException of some kind, if that would be another value
   */
  static Object of(Class<?> type, Object value) {
    if (type.isInstance(value)) {
      return value;
    }
    return ExactTime.isOne(type) ? ExactTime.of(type, value) : plain(type, value);
  }

  private static Object plain(Class<?> type, Object value) {
    Object integer = integer(type, value);
    if (integer != null) {
      return integer;
    }
    if (type == BigDecimal.class) {
      return number(value);
    }
    if (type == Double.class || type == Float.class) {
      return floating(type, value);
    }
    if (type == Boolean.class) {
      return truth(value);
    }
    if (type == byte[].class) {
      return bytes(value);
    }
    if (type == UUID.class) {
      return uuid(value);
    }
    if (type == JSON.class || type == JSONB.class) {
      return json(type, value);
    }
    if (type.isArray()) {
      return array(type.getComponentType(), value);
    }
    return type == String.class ? text(value) : byJooq(type, single(value));
  }

  private static @Nullable Object integer(Class<?> type, Object value) {
    if (type == Long.class) {
      return number(value).longValueExact();
    }
    if (type == Integer.class) {
      return number(value).intValueExact();
    }
    if (type == Short.class) {
      return number(value).shortValueExact();
    }
    if (type == Byte.class) {
      return number(value).byteValueExact();
    }
    if (type == BigInteger.class) {
      return number(value).toBigIntegerExact();
    }
    if (type == UByte.class) {
      return UByte.valueOf(number(value).intValueExact());
    }
    if (type == UShort.class) {
      return UShort.valueOf(number(value).intValueExact());
    }
    if (type == UInteger.class) {
      return UInteger.valueOf(number(value).longValueExact());
    }
    if (type == Year.class) {
      return Year.of(number(value).intValueExact());
    }
    return type == ULong.class ? unsigned(number(value).toBigIntegerExact()) : null;
  }

  private static ULong unsigned(BigInteger number) {
    if (number.signum() < 0 || number.compareTo(MOST_UNSIGNED) >= 0) {
      throw new ArithmeticException("it is out of range");
    }
    return ULong.valueOf(number);
  }

  private static BigDecimal number(Object value) {
    return switch (value) {
      case Boolean truth -> truth ? BigDecimal.ONE : BigDecimal.ZERO;
      case Number number -> new BigDecimal(number.toString());
      case CharSequence text -> new BigDecimal(text.toString().strip());
      case Character character -> new BigDecimal(character.toString());
      default -> throw new IllegalArgumentException("it is no number");
    };
  }

  private static Object floating(Class<?> type, Object value) {
    String text =
        value instanceof Boolean ? number(value).toString() : single(value).toString().strip();
    boolean named = text.endsWith("NaN") || text.endsWith("Infinity");
    double number = named ? Double.parseDouble(text) : number(text).doubleValue();
    float single = (float) number;
    if (!named && Double.isInfinite(type == Float.class ? single : number)) {
      throw new ArithmeticException("it is out of range");
    }
    return type == Float.class ? (Object) single : (Object) number;
  }

  private static Object truth(Object value) {
    return byJooq(
        Boolean.class, value instanceof Number ? number(value).intValueExact() : single(value));
  }

  private static byte[] bytes(Object value) {
    return switch (value) {
      case CharSequence text -> whole(text.toString()).getBytes(StandardCharsets.UTF_8);
      case UUID id -> byJooq(byte[].class, id);
      case ByteBuffer buffer -> {
        byte[] content = new byte[buffer.remaining()];
        buffer.duplicate().get(content);
        yield content;
      }
      default -> throw new IllegalArgumentException("it is no bytes");
    };
  }

  /** Where jOOQ's conversion is exact; it gives null where it has none. */
  private static <V> V byJooq(Class<V> type, Object value) {
    V converted = DSL.val(value, type).getValue();
    if (converted == null) {
      throw new IllegalArgumentException("there is none of this type for it");
    }
    return converted;
  }

  private static String whole(String text) {
    UnicodeText.requireWhole("it", text);
    return text;
  }

  private static UUID uuid(Object value) {
    if (value instanceof byte[] bytes && bytes.length != 2 * Long.BYTES) {
      throw new IllegalArgumentException("it has not 16 bytes");
    }
    return byJooq(UUID.class, value instanceof byte[] ? value : text(value));
  }

  private static Object json(Class<?> type, Object value) {
    return switch (value) {
      case JSON json -> JSONB.jsonb(json.data());
      case JSONB json -> JSON.json(json.data());
      case Map<?, ?> map -> byJooq(type, map);
      case Collection<?> list -> byJooq(type, list);
      case Object[] list -> byJooq(type, Arrays.asList(list));
      case CharSequence text -> byJooq(type, text.toString());
      case Number number -> byJooq(type, number.toString());
      case Boolean truth -> byJooq(type, truth.toString());
      case TreeNode node -> byJooq(type, node.toString());
      default -> throw new IllegalArgumentException("it is no JSON");
    };
  }

  private static Object array(Class<?> component, Object value) {
    Object[] elements =
        switch (value) {
          case Collection<?> list -> list.toArray();
          case Object[] array -> array;
          default -> throw new IllegalArgumentException("it is no array");
        };
    Object array = Array.newInstance(component, elements.length);
    for (int i = 0; i < elements.length; i++) {
      Array.set(array, i, elements[i] == null ? null : of(component, elements[i]));
    }
    return array;
  }

  private static String text(Object value) {
    if (value instanceof byte[] bytes) {
      String text = new String(bytes, StandardCharsets.UTF_8);
      if (!Arrays.equals(bytes, text.getBytes(StandardCharsets.UTF_8))) {
        throw new IllegalArgumentException("it is no UTF-8");
      }
      return text;
    }
    return byJooq(String.class, single(value));
  }

  /** What has neither parts nor only the text that every object has. */
  private static Object single(Object value) {
    boolean parts =
        value.getClass().isArray()
            || (value instanceof Iterable<?> && !(value instanceof Path))
            || value instanceof Map<?, ?>
            || value instanceof OptionalInt
            || value instanceof OptionalLong
            || value instanceof OptionalDouble;
    if (parts || !HAS_TEXT.get(value.getClass())) {
      throw new IllegalArgumentException("it is no single value");
    }
    return value;
  }
}
