package dev.mainstay.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** {@code mainstay exceptions}: leave to release in spite of a used up budget. */
@Command(
    name = "exceptions",
    description = "Leave to release a version although a used up error budget freezes releases.",
    synopsisSubcommandLabel = "COMMAND",
    mixinStandardHelpOptions = true)
final class ExceptionsCommand {
  @Spec private CommandSpec spec;

  @Command(
      name = "ask",
      description = "Asks for leave; others approve it.",
      mixinStandardHelpOptions = true)
  int ask(
      @Mixin Api asked,
      @Parameters(index = "0", paramLabel = "SERVICE") String service,
      @Parameters(index = "1", paramLabel = "VERSION") String version,
      @Option(names = "--because", required = true, paramLabel = "REASON") String because,
      @Option(names = "--hours", description = "How long it holds (default: 24, at most 720)")
          @Nullable String hours) {
    var body =
        new TreeMap<>(
            Map.of("service", service, "version", version, "reason", because, "by", asked.by()));
    if (hours != null) {
      body.put("hours", hours);
    }
    return tell(asked.post("/exceptions", body));
  }

  @Command(
      name = "approve",
      description = "Approves what somebody else asked for.",
      mixinStandardHelpOptions = true)
  int approve(
      @Mixin Api asked,
      @Parameters(paramLabel = "EXCEPTION", description = "Such as EXC-3") String exception) {
    return tell(
        asked.post("/exceptions/" + Api.segment(exception) + "/approve", Map.of("by", asked.by())));
  }

  @Command(
      name = "withdraw",
      description = "Takes it back; releases that began go on.",
      mixinStandardHelpOptions = true)
  int withdraw(
      @Mixin Api asked,
      @Parameters(paramLabel = "EXCEPTION", description = "Such as EXC-3") String exception,
      @Option(names = "--because", required = true, paramLabel = "REASON") String because) {
    return tell(
        asked.post(
            "/exceptions/" + Api.segment(exception) + "/withdraw",
            Map.of("by", asked.by(), "reason", because)));
  }

  @Command(
      name = "list",
      description = "All that were asked for, the newest first.",
      mixinStandardHelpOptions = true)
  int list(@Mixin Api asked) {
    JsonNode all = asked.get("/exceptions");
    var rows = new ArrayList<List<String>>();
    for (JsonNode each : all) {
      rows.add(
          List.of(
              each.path("id").asString(),
              each.path("service").asString(),
              each.path("version").asString(),
              each.path("state").asString(),
              approvals(each),
              each.path("until").asString(),
              each.path("askedBy").asString(),
              each.path("reason").asString()));
    }
    var out = spec.commandLine().getOut();
    out.print(
        rows.isEmpty()
            ? "no exceptions\n"
            : Terminal.table(
                List.of(
                    "EXCEPTION",
                    "SERVICE",
                    "VERSION",
                    "STATE",
                    "APPROVED",
                    "UNTIL",
                    "ASKED BY",
                    "WHY"),
                rows));
    out.flush();
    return 0;
  }

  private static String approvals(JsonNode exception) {
    return exception.path("approvals").size() + " of " + exception.path("needed").asString();
  }

  private int tell(JsonNode exception) {
    var out = spec.commandLine().getOut();
    out.println(
        "%s: %s %s, %s until %s, %s approvals"
            .formatted(
                exception.path("id").asString(),
                exception.path("service").asString(),
                exception.path("version").asString(),
                exception.path("state").asString(),
                exception.path("until").asString(),
                approvals(exception)));
    out.flush();
    return 0;
  }
}
