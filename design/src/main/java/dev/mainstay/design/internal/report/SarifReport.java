package dev.mainstay.design.internal.report;

import dev.mainstay.design.AcceptedProblem;
import dev.mainstay.design.DesignResult;
import dev.mainstay.design.Explanations;
import dev.mainstay.kernel.Place;
import dev.mainstay.kernel.Problem;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * SARIF 2.1.0 (OASIS, 2020): one run; the rules are those with a result; columns are UTF-16, end
 * columns exclusive.
 */
public final class SarifReport {
  private static final String SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json";
  private static final int WIDTH = 100;

  private final Relative relative;
  private final List<String> rules;

  private SarifReport(DesignResult result, Path folder) {
    relative = new Relative(folder);
    rules =
        List.copyOf(
            new TreeSet<>(
                Stream.concat(
                        result.problems().stream(),
                        result.accepted().stream().map(AcceptedProblem::problem))
                    .map(Problem::code)
                    .toList()));
  }

  /** Writes piece by piece: of a large company it is too much to keep. */
  public static void write(DesignResult result, Path folder, String version, Writer to) {
    var report = new SarifReport(result, folder);
    ObjectNode tool = JsonReport.JSON.createObjectNode();
    ObjectNode driver = tool.putObject("driver");
    driver.put("name", "Mainstay");
    driver.put("version", version);
    report.rules(driver.putArray("rules"));
    ArrayNode invocations = JsonReport.JSON.createArrayNode();
    invocations.addObject().put("executionSuccessful", true);
    try (var log = new StreamedJson(to)) {
      log.text("$schema", SCHEMA);
      log.text("version", "2.1.0");
      log.startArray("runs");
      log.startObject();
      log.value("tool", tool);
      log.text("columnKind", "utf16CodeUnits");
      log.value("invocations", invocations);
      log.startArray("results");
      log.items(
          result.problems(),
          (node, problem) -> report.result(node, problem).putArray("suppressions"));
      log.items(result.accepted(), report::accepted);
      log.endArray();
      log.endObject();
      log.endArray();
    }
  }

  private void rules(ArrayNode node) {
    for (String code : rules) {
      ObjectNode rule = node.addObject();
      rule.put("id", code);
      Explanations.find(code)
          .ifPresent(explanation -> {
            rule.putObject("shortDescription").put("text", explanation.title());
            if (explanation.why() != null) {
              rule.putObject("fullDescription").put("text", explanation.why());
            }
            ObjectNode help = rule.putObject("help");
            help.put("text", explanation.forTerminal(WIDTH, false));
            help.put("markdown", explanation.markdown());
            rule.putObject("properties").putArray("tags").add(explanation.family());
          });
    }
  }

  private void accepted(ObjectNode node, AcceptedProblem accepted) {
    var acceptance = accepted.acceptance();
    ObjectNode suppression = result(node, accepted.problem()).putArray("suppressions").addObject();
    suppression.put("kind", "inSource");
    suppression.put("status", "accepted");
    suppression.put("justification", acceptance.because() + " (until " + acceptance.until() + ")");
  }

  private ObjectNode result(ObjectNode node, Problem problem) {
    node.put("ruleId", problem.code());
    node.put("ruleIndex", rules.indexOf(problem.code()));
    node.put("level", problem.isError() ? "error" : "warning");
    node.putObject("message").put("text", String.join("\n", Summary.lines(problem)));
    Place place = problem.place();
    if (place != null) {
      location(node.putArray("locations").addObject(), place, null);
    }
    if (!problem.related().isEmpty()) {
      ArrayNode related = node.putArray("relatedLocations");
      for (Problem.Related each : problem.related()) {
        ObjectNode location = related.addObject();
        location.put("id", related.size());
        location(location, each.place(), each.label());
      }
    }
    Problem.Edit edit = problem.edit();
    if (edit != null) {
      fix(node.putArray("fixes").addObject(), edit, problem.fix());
    }
    node.putObject("partialFingerprints").put("mainstayProblem/v1", fingerprint(problem));
    return node;
  }

  private void location(ObjectNode node, Place place, @Nullable String label) {
    ObjectNode physical = node.putObject("physicalLocation");
    physical.putObject("artifactLocation").put("uri", relative.uri(place.file()));
    region(physical.putObject("region"), place);
    if (label != null) {
      node.putObject("message").put("text", label);
    }
  }

  private static void region(ObjectNode node, Place place) {
    node.put("startLine", place.line());
    node.put("startColumn", place.column());
    node.put("endLine", place.line());
    node.put("endColumn", place.column() + place.length());
  }

  private void fix(ObjectNode node, Problem.Edit edit, @Nullable String fix) {
    if (fix != null) {
      node.putObject("description").put("text", fix);
    }
    ObjectNode change = node.putArray("artifactChanges").addObject();
    change.putObject("artifactLocation").put("uri", relative.uri(edit.place().file()));
    ObjectNode replacement = change.putArray("replacements").addObject();
    region(replacement.putObject("deletedRegion"), edit.place());
    replacement.putObject("insertedContent").put("text", edit.replacement());
  }

  /** Stays the same when lines move. */
  private String fingerprint(Problem problem) {
    List<String> parts = new ArrayList<>();
    parts.add(problem.code());
    Place place = problem.place();
    parts.add(place == null ? "" : relative.uri(place.file()));
    parts.add(problem.message());
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest(String.join("\n", parts).getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
