package dev.mainstay.cli;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** {@code mainstay objectives adjust}: events that were counted wrongly. */
@Command(
    name = "adjust",
    description = {
      "Adds events to an objective of an OpenSLO document, or takes some away;",
      "its budget is counted anew at once, and who did it and why is kept.",
      "Bad events are those of the total that are not good: --total -1200 alone takes",
      "1200 bad events back, --good 1200 alone counts 1200 bad ones as good, and",
      "--good -1200 --total -1200 takes good events away."
    },
    mixinStandardHelpOptions = true)
final class ObjectivesAdjustCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private Api api = new Api();

  @Parameters(index = "0", paramLabel = "SERVICE")
  private String service = "";

  @Parameters(index = "1", paramLabel = "OBJECTIVE")
  private String objective = "";

  @Option(
      names = "--at",
      required = true,
      converter = InstantText.class,
      description = "When they were: 2026-03-01T10:00:00Z")
  private Instant at = Instant.EPOCH;

  @Option(
      names = "--good",
      description = "Good events to add; negative to take away. The total stays as it is")
  private @Nullable String good;

  @Option(
      names = "--total",
      description = "Events to add, bad ones but for those that --good adds; negative to take away")
  private @Nullable String total;

  @Option(names = "--because", required = true, paramLabel = "REASON")
  private String because = "";

  @Override
  public Integer call() {
    var body =
        new TreeMap<>(
            Map.of(
                "service", service,
                "objective", objective,
                "when", at.toString(),
                "reason", because,
                "by", api.by()));
    if (good != null) {
      body.put("good", good);
    }
    if (total != null) {
      body.put("total", total);
    }
    JsonNode said = api.post("/adjustments", body);
    ObjectivesCorrectionsCommand.tell(said, api, spec.commandLine().getOut());
    return 0;
  }
}
