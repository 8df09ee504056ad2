package dev.mainstay.cli;

import java.io.PrintWriter;
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

/** {@code mainstay objectives list}: all that the server holds, or one with where it went. */
@Command(
    name = "list",
    description = "How do the objectives stand that the server holds?",
    mixinStandardHelpOptions = true)
final class ObjectivesListCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private Api api = new Api();

  @Parameters(index = "0", arity = "0..1", paramLabel = "SERVICE", description = "Only its own")
  private @Nullable String service;

  @Parameters(index = "1", arity = "0..1", paramLabel = "OBJECTIVE", description = "Only this one")
  private @Nullable String objective;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "text or json; default text",
      converter = TextOrJson.Converter.class)
  private TextOrJson format = TextOrJson.TEXT;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    if (service != null && objective != null) {
      JsonNode one = api.get("/objectives/" + Api.segment(service) + "/" + Api.segment(objective));
      out.print(format == TextOrJson.JSON ? one.toPrettyString() + "\n" : show(one));
    } else {
      JsonNode all = ObjectiveRows.all(api, service);
      out.print(format == TextOrJson.JSON ? all.toPrettyString() + "\n" : table(all));
    }
    out.flush();
    return 0;
  }

  private static String table(JsonNode all) {
    if (all.isEmpty()) {
      return "no objectives\n";
    }
    var rows = new ArrayList<List<String>>();
    for (JsonNode each : all) {
      var burning = new ArrayList<String>();
      each.path("burning").forEach(rule -> burning.add(rule.asString()));
      String held = Api.string(each, "whenUsedUp");
      rows.add(
          List.of(
              each.path("service").asString(),
              each.path("name").asString(),
              each.path("level").asString(),
              Terminal.percent(Api.number(each, "indicator"), 3),
              Terminal.percent(Api.number(each, "target"), 2),
              Terminal.left(Api.number(each, "remaining")),
              burning.isEmpty() ? "–" : String.join(", ", burning),
              held == null ? "–" : held,
              each.path("source").asString()));
    }
    return Terminal.table(
        List.of(
            "SERVICE",
            "OBJECTIVE",
            "LEVEL",
            "IS",
            "WANTED",
            "BUDGET LEFT",
            "BURNS",
            "USED UP",
            "FROM"),
        rows);
  }

  private static String show(JsonNode one) {
    var text = new StringBuilder(StandingText.of(one.path("objective"), one.path("forecast")));
    JsonNode release = one.path("release");
    text.append("  release ").append(release.path("verdict").asString());
    for (JsonNode reason : release.path("reasons")) {
      text.append("\n    ").append(reason.asString());
    }
    text.append('\n');
    if (!one.path("contributors").isEmpty()) {
      var rows = new ArrayList<List<String>>();
      for (JsonNode each : one.path("contributors")) {
        if (rows.size() < 10) {
          rows.add(
              List.of(
                  each.path("label").asString() + "=" + each.path("value").asString(),
                  "%.0f".formatted(each.path("bad").asDouble()),
                  "%.0f".formatted(each.path("total").asDouble())));
        }
      }
      text.append('\n').append(Terminal.table(List.of("SPENT BY", "BAD", "OF"), rows));
    }
    if (!one.path("corrections").isEmpty()) {
      text.append('\n').append(ObjectivesCorrectionsCommand.table(one.path("corrections")));
    }
    return text.toString();
  }
}
