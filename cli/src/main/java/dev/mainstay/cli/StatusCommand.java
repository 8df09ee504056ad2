package dev.mainstay.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** {@code mainstay status}: the overview as text. */
@Command(
    name = "status",
    description = "Is anything wrong now, and how much budget is left where?",
    mixinStandardHelpOptions = true)
final class StatusCommand implements Callable<Integer> {
  @Mixin private Api api = new Api();
  @Spec private CommandSpec spec;

  @Option(names = "--json", description = "Print the server's answer as it is")
  private boolean json;

  @Override
  public Integer call() {
    var out = spec.commandLine().getOut();
    JsonNode overview = api.get("/overview");
    if (json) {
      out.println(overview.toPrettyString());
      return 0;
    }
    out.println(overview.path("sentence").asString());
    services(overview, out);
    undesigned(overview.path("undesigned"), out);
    if (!overview.path("incidents").isEmpty()) {
      out.println();
      out.print(IncidentsCommand.table(overview.path("incidents")));
    }
    out.flush();
    return 0;
  }

  private static void services(JsonNode overview, PrintWriter out) {
    if (overview.path("services").isEmpty()) {
      return;
    }
    out.println();
    var services = new ArrayList<List<String>>();
    var objectives = new ArrayList<List<String>>();
    for (JsonNode service : overview.path("services")) {
      JsonNode now = service.path("current");
      Double rate = Api.number(now, "requestsPerSecond");
      services.add(
          List.of(
              service.path("name").asString(),
              service.path("health").asString(),
              rate == null ? "–" : "%.1f/s".formatted(rate),
              Terminal.percent(Api.number(now, "errorRatio"), 2),
              Terminal.seconds(Api.number(now, "p99")),
              service.path("sentence").asString()));
      for (JsonNode objective : service.path("objectives")) {
        JsonNode budget = objective.path("budget");
        Double left = Api.number(budget, "remainingFraction");
        Double minutes = Api.number(budget, "remainingMinutes");
        objectives.add(
            List.of(
                service.path("name").asString(),
                objective.path("name").asString(),
                objective.path("indicator").asString(),
                Terminal.percent(Api.number(objective, "compliance"), 3),
                Terminal.percent(Api.number(objective, "slo"), 2),
                Terminal.left(left),
                minutes == null ? "–" : "%.1f min".formatted(minutes)));
      }
    }
    out.print(
        Terminal.table(List.of("SERVICE", "STATE", "REQUESTS", "ERRORS", "P99", "WHAT"), services));
    out.println();
    out.print(
        Terminal.table(
            List.of("SERVICE", "OBJECTIVE", "GOOD WHEN", "IS", "SLO", "BUDGET LEFT", "AS TIME"),
            objectives));
  }

  /** Services that only documents speak of. */
  private static void undesigned(JsonNode undesigned, PrintWriter out) {
    if (undesigned.isEmpty()) {
      return;
    }
    var lines = new ArrayList<List<String>>();
    for (JsonNode service : undesigned) {
      lines.add(
          List.of(
              service.path("name").asString(),
              service.path("health").asString(),
              Integer.toString(service.path("objectives").asInt()),
              Terminal.left(Api.number(service, "remaining")),
              service.path("sentence").asString()));
    }
    out.println();
    out.print(
        Terminal.table(
            List.of("WITHOUT A DESIGN", "STATE", "OBJECTIVES", "BUDGET LEFT", "WHAT"), lines));
  }
}
