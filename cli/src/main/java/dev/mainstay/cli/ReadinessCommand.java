package dev.mainstay.cli;

import dev.mainstay.design.DesignResult;
import dev.mainstay.design.Scorecard;
import dev.mainstay.design.Scorecard.Exit;
import dev.mainstay.design.Scorecard.Improvement;
import dev.mainstay.design.Scorecard.Item;
import dev.mainstay.design.Scorecard.Point;
import dev.mainstay.kernel.Clock;
import dev.mainstay.kernel.Evidence;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code mainstay readiness}: the scorecard of a service. */
@Command(
    name = "readiness",
    description = "How ready is a service, why, and what would raise its score most?",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:ready", "1:not ready", "2:the designs cannot be read"},
    mixinStandardHelpOptions = true)
final class ReadinessCommand implements Callable<Integer> {
  private static final int MOST_ADVICE = 10;
  private static final int MOST_MISSING = 3;
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private final Clock clock = Clock.system();

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "SERVICE", description = "Name of the service")
  private String service = "";

  @Option(
      names = "--designs",
      paramLabel = "DIR",
      description = "Design files or their folder; default ops")
  private List<Path> designs = new ArrayList<>(List.of(Path.of("ops")));

  @Option(
      names = "--evidence",
      paramLabel = "FILE",
      description = "What was measured, a JSON object a line: claim, at, measured, source")
  private @Nullable Path evidence;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "text or json; default text",
      converter = TextOrJson.Converter.class)
  private TextOrJson format = TextOrJson.TEXT;

  @Override
  public Integer call() {
    Optional<DesignResult> result = ReadDesigns.readQuietly(designs, spec.commandLine());
    if (result.isEmpty()) {
      return Main.BAD_INPUT;
    }
    Scorecard scorecard =
        Scorecard.of(result.get(), service, evidence(), clock.now())
            .orElseThrow(() ->
                new ApiException(
                    "no service " + service + " in " + designs + " (expected: a name)"));
    var out = spec.commandLine().getOut();
    out.print(format == TextOrJson.JSON ? json(scorecard) : text(scorecard));
    out.flush();
    return scorecard.passed() ? 0 : Main.NO;
  }

  private List<Evidence> evidence() {
    List<Evidence> all = new ArrayList<>();
    if (evidence == null) {
      return all;
    }
    int number = 0;
    try {
      for (String line : Files.readAllLines(evidence)) {
        number++;
        if (!line.isBlank()) {
          JsonNode node = JSON.readTree(line);
          all.add(
              new Evidence(
                  node.path("claim").asString(),
                  Instant.parse(node.path("at").asString()),
                  node.path("measured").asDouble(),
                  node.path("source").asString("")));
        }
      }
    } catch (IOException e) {
      throw new ApiException(evidence + ": cannot be read: " + e.getClass().getSimpleName());
    } catch (JacksonException | DateTimeException | IllegalArgumentException e) {
      throw new ApiException(
          evidence
              + ":"
              + number
              + ": not evidence (expected: such as {\"claim\": \"api/traffic/peak\", \"at\":"
              + " \"2026-11-20T10:00:00Z\", \"measured\": 320, \"source\": \"load-7\"})");
    }
    return all;
  }

  private static String text(Scorecard card) {
    var text = new StringBuilder();
    text.append(
        "%s: %d of %d points; %d are needed: %s%n"
            .formatted(
                card.service(),
                card.points(),
                Scorecard.POSSIBLE,
                Scorecard.PASS,
                card.passed() ? "ready" : "not ready"));
    String category = "";
    for (Item item : card.items()) {
      if (!item.category().equals(category)) {
        category = item.category();
        text.append("%n%s%n".formatted(category));
      }
      text.append("  %d/2  %s (%s)%n".formatted(item.scored(), item.title(), item.id()));
      for (Point point : item.points()) {
        text.append("       %s %s%n".formatted(point.scores() ? "+" : "-", point.why()));
        for (String action : point.missing().stream().limit(MOST_MISSING).toList()) {
          text.append("           %s%n".formatted(action));
        }
        if (point.missing().size() > MOST_MISSING) {
          text.append("           and %d more%n".formatted(point.missing().size() - MOST_MISSING));
        }
      }
    }
    text.append("\nWhat would raise the score most\n");
    for (Improvement each : card.improvements().stream().limit(MOST_ADVICE).toList()) {
      text.append("  +%d  %s%n".formatted(each.points(), each.action()));
    }
    text.append("\nExit of each phase\n");
    for (Exit exit : card.exits()) {
      text.append(
          "  %s: %s; %s: %s%n"
              .formatted(
                  exit.phase().name(),
                  exit.open().isEmpty()
                      ? "all criteria met"
                      : "open: " + String.join(", ", exit.open()),
                  exit.phase().gate().key(),
                  exit.decided() ? "yes" : "not decided"));
    }
    return text.toString();
  }

  private static String json(Scorecard card) {
    ObjectNode root = JSON.createObjectNode();
    root.put("format", "mainstay.readiness/v1");
    root.put("service", card.service());
    root.put("points", card.points());
    root.put("possible", Scorecard.POSSIBLE);
    root.put("needed", Scorecard.PASS);
    root.put("ready", card.passed());
    ArrayNode items = root.putArray("items");
    for (Item item : card.items()) {
      ObjectNode node = items.addObject();
      node.put("id", item.id());
      node.put("category", item.category());
      node.put("title", item.title());
      node.put("points", item.scored());
      ArrayNode points = node.putArray("why");
      for (Point point : item.points()) {
        ObjectNode inner = points.addObject();
        inner.put("scores", point.scores());
        inner.put("why", point.why());
        point.missing().forEach(inner.withArray("missing")::add);
      }
    }
    ArrayNode improvements = root.putArray("improvements");
    for (Improvement each : card.improvements()) {
      ObjectNode node = improvements.addObject();
      node.put("action", each.action());
      node.put("points", each.points());
      each.items().forEach(node.withArray("items")::add);
    }
    ArrayNode exits = root.putArray("exits");
    for (Exit exit : card.exits()) {
      ObjectNode node = exits.addObject();
      node.put("phase", exit.phase().name());
      node.put("gate", exit.phase().gate().key());
      node.put("decided", exit.decided());
      exit.open().forEach(node.withArray("open")::add);
    }
    return JSON.writeValueAsString(root) + "\n";
  }
}
