package dev.mainstay.design.internal.report;

import dev.mainstay.design.AcceptedProblem;
import dev.mainstay.design.CheckResult;
import dev.mainstay.design.DesignResult;
import dev.mainstay.kernel.Place;
import dev.mainstay.kernel.Problem;
import java.io.Writer;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A check's outcome as JSON; absent is left out, never null. */
public final class JsonReport {
  static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private JsonReport() {}

  /** Writes piece by piece: of a large company it is too much to keep. */
  public static void write(DesignResult result, List<Problem> fixed, Writer to) {
    try (var streamed = new StreamedJson(to)) {
      streamed.text("format", "mainstay.check/v1");
      ObjectNode summary = JSON.createObjectNode();
      summary.put("errors", Summary.errors(result));
      summary.put("warnings", Summary.warnings(result));
      summary.put("accepted", result.accepted().size());
      summary.put("fixed", fixed.size());
      streamed.value("summary", summary);
      streamed.array("problems", result.problems(), JsonReport::problem);
      streamed.array("accepted", result.accepted(), JsonReport::accepted);
      streamed.array("fixed", fixed, JsonReport::problem);
      streamed.array("verdicts", result.results(), JsonReport::verdict);
    }
  }

  private static void problem(ObjectNode node, Problem problem) {
    node.put("code", problem.code());
    node.put("severity", problem.isError() ? "error" : "warning");
    node.put("message", problem.message());
    Place place = problem.place();
    if (place != null) {
      place(node.putObject("place"), place);
    }
    if (!problem.related().isEmpty()) {
      ArrayNode related = node.putArray("related");
      for (Problem.Related each : problem.related()) {
        ObjectNode inner = related.addObject();
        inner.put("label", each.label());
        place(inner.putObject("place"), each.place());
      }
    }
    text(node, "arithmetic", problem.arithmetic());
    text(node, "why", problem.why());
    text(node, "fix", problem.fix());
    Problem.Edit edit = problem.edit();
    if (edit != null) {
      ObjectNode inner = node.putObject("edit");
      place(inner.putObject("place"), edit.place());
      inner.put("replacement", edit.replacement());
    }
  }

  private static void accepted(ObjectNode node, AcceptedProblem accepted) {
    node.put("until", accepted.acceptance().until().toString());
    node.put("because", accepted.acceptance().because());
    problem(node.putObject("problem"), accepted.problem());
  }

  private static void verdict(ObjectNode node, CheckResult result) {
    node.put("code", result.code());
    node.put("service", result.service());
    node.put("verdict", result.verdict().name().toLowerCase(Locale.ROOT).replace('_', ' '));
    text(node, "missing", result.missing());
  }

  private static void place(ObjectNode node, Place place) {
    node.put("file", place.file());
    node.put("line", place.line());
    node.put("column", place.column());
    node.put("length", place.length());
  }

  private static void text(ObjectNode node, String key, @Nullable String text) {
    if (text != null) {
      node.put(key, text);
    }
  }
}
