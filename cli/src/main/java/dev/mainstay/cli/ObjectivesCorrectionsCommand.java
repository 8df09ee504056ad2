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

/** {@code mainstay objectives corrections}: what people said about counts. */
@Command(
    name = "corrections",
    description = "Exclusions and adjustments, the newest first, withdrawn ones too.",
    mixinStandardHelpOptions = true)
final class ObjectivesCorrectionsCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private Api api = new Api();

  @Parameters(index = "0", arity = "0..1", paramLabel = "SERVICE", description = "Only its own")
  private @Nullable String service;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "text or json; default text",
      converter = TextOrJson.Converter.class)
  private TextOrJson format = TextOrJson.TEXT;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    String of = service == null ? "" : "?service=" + Api.segment(service);
    JsonNode all = api.get("/corrections" + of);
    out.print(
        format == TextOrJson.JSON
            ? all.toPrettyString() + "\n"
            : all.isEmpty() ? "no corrections\n" : table(all));
    out.flush();
    return 0;
  }

  static String table(JsonNode all) {
    var rows = new ArrayList<List<String>>();
    for (JsonNode each : all) {
      String objective = each.path("objective").asString();
      rows.add(
          List.of(
              each.path("id").asString(),
              each.path("service").asString() + "/" + (objective.isEmpty() ? "*" : objective),
              what(each),
              each.path("by").asString(),
              each.path("reason").asString(),
              each.path("withdrawn").isObject()
                  ? "withdrawn by " + each.path("withdrawn").path("by").asString()
                  : "holds"));
    }
    return Terminal.table(List.of("CORRECTION", "OF", "WHAT", "BY", "WHY", "STATE"), rows);
  }

  static String what(JsonNode each) {
    return each.path("kind").asString().equals("exclusion")
        ? "not counted from %s until %s"
            .formatted(each.path("from").asString(), each.path("until").asString())
        : "%+.0f good, %+.0f in all at %s"
            .formatted(
                each.path("good").asDouble(),
                each.path("total").asDouble(),
                each.path("from").asString());
  }

  /** What was said, and what is left of the budgets now. */
  static void tell(JsonNode said, Api api, PrintWriter out) {
    out.println(
        "%s: %s, because %s"
            .formatted(said.path("id").asString(), what(said), said.path("reason").asString()));
    String objective = said.path("objective").asString();
    for (JsonNode each : ObjectiveRows.all(api, said.path("service").asString())) {
      if (objective.isEmpty() || objective.equals(each.path("name").asString())) {
        out.println(
            "  %s now has %s of its budget left"
                .formatted(
                    each.path("name").asString(), Terminal.left(Api.number(each, "remaining"))));
      }
    }
    out.flush();
  }
}
