// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.cli.internal.coverage;

import com.fasterxml.jackson.core.JsonGenerator;
import io.agentstorage.cli.internal.output.Json;
import io.agentstorage.core.model.ResourceType;
import java.io.IOException;
import java.io.PrintStream;

/** Coverage for programs. The help of the command documents the fields. */
final class CoverageJson {
  private CoverageJson() {}

  static void print(CoverageReport report, PrintStream out) throws IOException {
    Coverage coverage = report.coverage();
    try (JsonGenerator json = Json.pretty(out)) {
      json.writeStartObject();
      json.writeStringField("database", report.database());
      json.writeStringField("time", report.time().toString());
      json.writeArrayFieldStart("workloadTypes");
      for (ResourceType type : Coverage.WORKLOADS.stream().sorted().toList()) {
        json.writeString(type.toString());
      }
      json.writeEndArray();
      writeCounts(json, coverage, coverage.all());
      if (coverage.by() != null) {
        json.writeArrayFieldStart(coverage.by() == Grouping.type ? "types" : "namespaces");
        for (Coverage.Group group : coverage.groups()) {
          json.writeStartObject();
          json.writeStringField(coverage.by().name(), group.name());
          writeCounts(json, coverage, group);
          json.writeEndObject();
        }
        json.writeEndArray();
      }
      json.writeEndObject();
    }
    out.println();
  }

  private static void writeCounts(JsonGenerator json, Coverage coverage, Coverage.Group group)
      throws IOException {
    json.writeNumberField("workloads", group.workloads().total());
    json.writeNumberField("resources", group.resources().total());
    json.writeArrayFieldStart("labels");
    for (int i = 0; i < coverage.labels().size(); i++) {
      json.writeStartObject();
      json.writeStringField("label", coverage.labels().get(i));
      json.writeNumberField("workloads", group.workloads().with(i));
      writePercent(json, "workloadsPercent", group.workloads().percent(i));
      json.writeNumberField("resources", group.resources().with(i));
      writePercent(json, "resourcesPercent", group.resources().percent(i));
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void writePercent(JsonGenerator json, String field, double percent)
      throws IOException {
    if (Double.isNaN(percent)) {
      json.writeNullField(field);
    } else {
      json.writeNumberField(field, percent);
    }
  }
}
