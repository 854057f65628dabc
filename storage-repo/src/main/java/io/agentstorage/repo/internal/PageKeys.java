// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.repo.internal;

import static io.agentstorage.codegen.Tables.RESOURCE_TAGS;

import io.agentstorage.core.error.CorruptException;
import io.agentstorage.core.model.ResourceId;
import io.agentstorage.core.model.ResourceTags;
import io.agentstorage.core.model.ResourceType;
import io.agentstorage.core.spi.TagsJson;
import io.agentstorage.core.store.PageToken;
import io.agentstorage.core.store.ResourceOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * The keys by which pages of resources go on. A token is the key of a page's last row and the name of its order: a JSON
 * object in UTF-8, in base64url without padding (RFC 4648, section 5).
 */
final class PageKeys {
  private static final String ORDER = "order";

  private PageKeys() {}

  static PageToken behind(ResourceTags row, ResourceOrder order) {
    Map<String, String> key =
        switch (order) {
          case KEY ->
              Map.of(
                  ORDER,
                  order.name(),
                  "type",
                  row.type().toString(),
                  "namespace",
                  Objects.requireNonNullElse(row.namespace(), ""),
                  "name",
                  row.name());
          case CREATED -> Map.of(ORDER, order.name(), "id", String.valueOf(row.id()));
          case LAST_UPDATED ->
              Map.of(
                  ORDER,
                  order.name(),
                  "id",
                  String.valueOf(row.id()),
                  "updated",
                  Long.toString(Objects.requireNonNull(row.recordUpdated()).toEpochMilli()));
        };
    byte[] json = TagsJson.write(key).getBytes(StandardCharsets.UTF_8);
    return new PageToken(Base64.getUrlEncoder().withoutPadding().encodeToString(json));
  }

  /** Which rows come after the place of a token; all if there is none. */
  static Condition after(@Nullable PageToken token, ResourceOrder order) {
    if (token == null) {
      return DSL.noCondition();
    }
    try {
      byte[] json = Base64.getUrlDecoder().decode(token.text());
      Map<String, String> key = TagsJson.read(new String(json, StandardCharsets.UTF_8));
      if (order.name().equals(key.get(ORDER))) {
        return after(key, order);
      }
    } catch (IllegalArgumentException | NullPointerException | CorruptException e) {
      throw new IllegalArgumentException(
          "page: \"" + token + "\" is no page token; use the one of the page before as it is", e);
    }
    throw new IllegalArgumentException(
        "page: the token is of a query in another order than "
            + order
            + "; use the same query for all pages");
  }

  private static Condition after(Map<String, String> key, ResourceOrder order) {
    return switch (order) {
      case KEY ->
          DSL.row(RESOURCE_TAGS.TYPE, RESOURCE_TAGS.NAMESPACE, RESOURCE_TAGS.NAME)
              .gt(ResourceType.parse(part(key, "type")), part(key, "namespace"), part(key, "name"));
      case CREATED -> RESOURCE_TAGS.ID.gt(id(key));
      case LAST_UPDATED ->
          DSL.row(RESOURCE_TAGS.RECORD_UPDATED, RESOURCE_TAGS.ID)
              .lt(Instant.ofEpochMilli(Long.parseLong(part(key, "updated"))), id(key));
    };
  }

  private static ResourceId id(Map<String, String> key) {
    return new ResourceId(UUID.fromString(part(key, "id")));
  }

  private static String part(Map<String, String> key, String name) {
    return Objects.requireNonNull(key.get(name), name);
  }
}
