// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.cli.internal.input;

import io.agentstorage.core.kubernetes.MetadataRules;
import io.agentstorage.core.model.ResourceTags;
import io.agentstorage.core.model.ResourceType;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is known of an object while it is read: its type, its metadata, and the first thing that is wrong with it.
 */
final class Draft {
  /** Something that is wrong, and where. */
  record Problem(String path, Reason reason, String message) {}

  final String path;
  @Nullable String apiVersion;
  @Nullable String kind;
  @Nullable String namespace;
  @Nullable String name;
  @Nullable String uid;
  @Nullable String changedBy;
  @Nullable Map<String, String> labels;
  @Nullable Map<String, String> annotations;
  boolean generatedName;

  /** Wrong whatever kind the object is. */
  @Nullable Problem broken;

  /** Wrong if this is an object, of no interest if it is a list. */
  @Nullable Problem problem;

  Draft(String path) {
    this.path = path;
  }

  void broken(String where, Reason reason, String message) {
    if (broken == null) {
      broken = new Problem(where, reason, message);
    }
  }

  void problem(String where, Reason reason, String message) {
    if (problem == null) {
      problem = new Problem(where, reason, message);
    }
  }

  boolean hasType() {
    return kind != null && apiVersion != null;
  }

  /** Whether the kind, as far as it is known, is that of a list. */
  boolean hasListKind() {
    return kind != null && kind.endsWith("List");
  }

  /** Takes from the list that this is an item of what the item does not say itself. */
  void inherit(@Nullable String listApiVersion, @Nullable String listKind) {
    if (listKind == null || !listKind.endsWith("List") || listKind.equals("List")) {
      return;
    }
    String itemKind = listKind.substring(0, listKind.length() - "List".length());
    if (kind == null) {
      kind = itemKind;
    }
    if (apiVersion == null && itemKind.equals(kind)) {
      apiVersion = listApiVersion;
    }
  }

  /** What comes out for this object. */
  Entry finish(String file, long document) {
    Problem wrong = firstProblem();
    if (wrong != null) {
      return new Entry.Reject(
          new Place(file, document, wrong.path()), wrong.reason(), wrong.message());
    }
    if (apiVersion == null || kind == null || name == null) {
      throw new IllegalStateException("an object without type or name has no problem");
    }
    ResourceTags resource =
        ResourceTags.builder(ResourceType.ofManifest(apiVersion, kind), name)
            .namespace(namespace)
            .uid(uid)
            .labels(labels)
            .annotations(annotations)
            .changedBy(changedBy)
            .build();
    return new Entry.Found(resource, new Place(file, document, path));
  }

  private @Nullable Problem firstProblem() {
    if (broken != null) {
      return broken;
    }
    if (problem != null
        && (problem.reason() == Reason.NO_API_VERSION || problem.reason() == Reason.NO_KIND)) {
      return problem;
    }
    if (apiVersion == null) {
      return new Problem(
          path, Reason.NO_API_VERSION, "has no apiVersion; add one, such as \"apiVersion: v1\"");
    }
    if (kind == null) {
      return new Problem(path, Reason.NO_KIND, "has no kind; add one, such as \"kind: Pod\"");
    }
    if (problem != null) {
      return problem;
    }
    Problem type = typeProblem(apiVersion, kind);
    return type != null ? type : nameProblem();
  }

  private @Nullable Problem typeProblem(String version, String kindName) {
    int slash = version.indexOf('/');
    String group = slash < 0 ? null : version.substring(0, slash);
    String wrong = group == null ? null : MetadataRules.dns1123Subdomain(group);
    wrong = wrong != null ? wrong : MetadataRules.dns1123Label(version.substring(slash + 1));
    if (wrong != null) {
      return new Problem(
          path + ".apiVersion",
          Reason.INVALID_TYPE,
          Texts.quoted(version) + " is not a version such as \"v1\" or \"apps/v1\"");
    }
    return isKind(kindName)
        ? null
        : new Problem(
            path + ".kind",
            Reason.INVALID_TYPE,
            Texts.quoted(kindName)
                + " is not a kind: it must be a letter and then letters and digits");
  }

  private @Nullable Problem nameProblem() {
    if (name == null || name.isEmpty()) {
      return new Problem(
          path,
          Reason.NO_NAME,
          generatedName
              ? "has no name, only a generateName from which the API server would make one; give it"
                  + " a name"
              : "has no name; add metadata.name");
    }
    String wrong = MetadataRules.objectName(name);
    if (wrong != null) {
      return new Problem(
          path + ".metadata.name", Reason.INVALID_NAME, Texts.quoted(name) + " " + wrong);
    }
    wrong = namespace == null ? null : MetadataRules.namespace(namespace);
    return wrong == null
        ? null
        : new Problem(
            path + ".metadata.namespace",
            Reason.INVALID_NAMESPACE,
            Texts.quoted(String.valueOf(namespace)) + " " + wrong);
  }

  private static boolean isKind(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean letter = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
      if (!letter && (i == 0 || !((c >= '0' && c <= '9') || c == '-'))) {
        return false;
      }
    }
    return !text.isEmpty();
  }
}
