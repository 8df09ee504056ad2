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

/** {@code mainstay objectives exclude}: a time that does not count, such as maintenance. */
@Command(
    name = "exclude",
    description = {
      "Takes a time out of what objectives count, past or to come;",
      "budgets are counted anew at once, and who did it and why is kept."
    },
    mixinStandardHelpOptions = true)
final class ObjectivesExcludeCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private Api api = new Api();

  @Parameters(index = "0", paramLabel = "SERVICE")
  private String service = "";

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "OBJECTIVE",
      description = "All of the service's when left out")
  private @Nullable String objective;

  @Option(
      names = "--from",
      required = true,
      converter = InstantText.class,
      description = "Such as 2026-03-01T10:00:00Z")
  private Instant from = Instant.EPOCH;

  @Option(
      names = "--until",
      required = true,
      converter = InstantText.class,
      description = "Such as 2026-03-01T10:30:00Z")
  private Instant until = Instant.EPOCH;

  @Option(names = "--because", required = true, paramLabel = "REASON")
  private String because = "";

  @Override
  public Integer call() {
    var body =
        new TreeMap<>(
            Map.of(
                "service", service,
                "from", from.toString(),
                "until", until.toString(),
                "reason", because,
                "by", api.by()));
    if (objective != null) {
      body.put("objective", objective);
    }
    JsonNode said = api.post("/exclusions", body);
    ObjectivesCorrectionsCommand.tell(said, api, spec.commandLine().getOut());
    return 0;
  }
}
