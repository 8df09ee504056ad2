package dev.mainstay.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** {@code mainstay incidents}: the list, one incident's timeline, or its post-mortem draft. */
@Command(
    name = "incidents",
    description = "Lists incidents, or shows one with its timeline.",
    mixinStandardHelpOptions = true)
final class IncidentsCommand implements Callable<Integer> {
  @Mixin private Api api = new Api();
  @Spec private CommandSpec spec;

  @Parameters(arity = "0..1", paramLabel = "INCIDENT", description = "Such as INC-7")
  private @Nullable String incident;

  @Option(names = "--open", description = "Only those that are not resolved")
  private boolean open;

  @Option(names = "--post-mortem", description = "Print the incident's draft as Markdown")
  private boolean postMortem;

  @Option(names = "--json", description = "Print the server's answer as it is")
  private boolean json;

  @Override
  public Integer call() {
    var out = spec.commandLine().getOut();
    String id = incident;
    if (postMortem) {
      if (id == null) {
        throw new ApiException(
            "--post-mortem needs an incident (expected: mainstay incidents INC-7 --post-mortem)");
      }
      out.println(api.text("/incidents/" + Api.segment(id) + "/post-mortem"));
    } else if (id == null) {
      JsonNode incidents = api.get("/incidents?state=" + (open ? "open" : "all"));
      out.print(
          json
              ? incidents.toPrettyString() + "\n"
              : incidents.isEmpty() ? "no incidents\n" : table(incidents));
    } else {
      JsonNode detail = api.get("/incidents/" + Api.segment(id));
      out.print(json ? detail.toPrettyString() + "\n" : show(detail));
    }
    out.flush();
    return 0;
  }

  static String table(JsonNode incidents) {
    var rows = new ArrayList<List<String>>();
    for (JsonNode incident : incidents) {
      String by = Api.string(incident, "acknowledgedBy");
      rows.add(
          List.of(
              incident.path("id").asString(),
              incident.path("severity").asString(),
              incident.path("state").asString(),
              incident.path("openedAt").asString(),
              by == null ? "–" : by,
              incident.path("title").asString()));
    }
    return Terminal.table(
        List.of("INCIDENT", "SEVERITY", "STATE", "OPENED", "TAKEN BY", "WHAT"), rows);
  }

  private static String show(JsonNode detail) {
    JsonNode incident = detail.path("incident");
    JsonNode times = incident.path("times");
    var text = new StringBuilder(detail.path("sentence").asString()).append("\n\n");
    text.append(
        "detect %s · acknowledge %s · mitigate %s · resolve %s%n%n"
            .formatted(
                Terminal.seconds(Api.number(times, "detect")),
                Terminal.seconds(Api.number(times, "acknowledge")),
                Terminal.seconds(Api.number(times, "mitigate")),
                Terminal.seconds(Api.number(times, "resolve"))));
    var alerts = new ArrayList<List<String>>();
    for (JsonNode alert : detail.path("alerts")) {
      String runbook = Api.string(alert, "runbook");
      alerts.add(
          List.of(
              alert.path("name").asString(),
              alert.path("severity").asString(),
              Api.string(alert, "resolvedAt") == null ? "firing" : "resolved",
              alert.path("impact").asString(),
              runbook == null ? "–" : runbook));
    }
    if (!alerts.isEmpty()) {
      text.append(
              Terminal.table(List.of("ALERT", "SEVERITY", "STATE", "IMPACT", "RUNBOOK"), alerts))
          .append('\n');
    }
    var pages = new ArrayList<List<String>>();
    for (JsonNode page : detail.path("pages")) {
      pages.add(
          List.of(
              page.path("deliveryId").asString(),
              page.path("person").asString(),
              page.path("channel").asString(),
              page.path("state").asString()));
    }
    if (!pages.isEmpty()) {
      text.append(Terminal.table(List.of("PAGE", "TO", "BY", "STATE"), pages)).append('\n');
    }
    var timeline = new ArrayList<List<String>>();
    for (JsonNode entry : detail.path("timeline")) {
      timeline.add(
          List.of(
              "#" + entry.path("sequence").asString(),
              entry.path("at").asString(),
              entry.path("summary").asString()));
    }
    return text.append(Terminal.table(List.of("ENTRY", "AT", "WHAT"), timeline)).toString();
  }
}
