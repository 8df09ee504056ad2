package dev.mainstay.server.internal.prometheus;

import dev.mainstay.promql.Promql;
import dev.mainstay.telemetry.query.Explanation;
import tools.jackson.core.JsonGenerator;

/** Explanations of queries in JSON. */
final class Explanations {
  private Explanations() {}

  static void write(JsonGenerator json, Explanation explanation) {
    json.writeStartObject();
    json.writeStringProperty("text", Promql.print(explanation.expr()));
    json.writeStringProperty("type", explanation.expr().type().key());
    if (explanation.series() != null) {
      json.writeNumberProperty("series", explanation.series());
    }
    json.writeNumberProperty("samples", explanation.samples());
    json.writeNumberProperty("seconds", explanation.nanos() / 1e9);
    if (explanation.problem() != null) {
      json.writeStringProperty("problem", explanation.problem());
    }
    json.writeName("parts");
    json.writeStartArray();
    explanation.parts().forEach(part -> write(json, part));
    json.writeEndArray();
    json.writeEndObject();
  }
}
