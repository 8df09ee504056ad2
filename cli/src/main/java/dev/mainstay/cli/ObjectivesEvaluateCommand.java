package dev.mainstay.cli;

import dev.mainstay.design.SourceText;
import dev.mainstay.design.slo.OpenSlos;
import dev.mainstay.kernel.ProblemException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** {@code mainstay objectives evaluate FILE…}. */
@Command(
    name = "evaluate",
    description = "How do the objectives of OpenSLO documents stand, by the server's samples?",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:every budget has something left",
      "1:a budget is used up, or not known",
      "2:a document cannot be used, or no server answers"
    },
    mixinStandardHelpOptions = true)
final class ObjectivesEvaluateCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private Api api = new Api();

  @Parameters(arity = "1..*", paramLabel = "FILE", description = "OpenSLO v1 documents")
  private List<Path> files = new ArrayList<>();

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "text or json; default text",
      converter = TextOrJson.Converter.class)
  private TextOrJson format = TextOrJson.TEXT;

  @Override
  public Integer call() {
    List<SourceText> texts = files.stream().map(ObjectivesEvaluateCommand::read).toList();
    OpenSlos.Result read = OpenSlos.read(texts);
    if (!read.problems().isEmpty()) {
      throw new ProblemException(read.problems());
    }
    String documents = texts.stream().map(SourceText::text).collect(Collectors.joining("\n---\n"));
    JsonNode answer = api.postYaml("/objectives/evaluate", documents);
    PrintWriter out = spec.commandLine().getOut();
    if (format == TextOrJson.JSON) {
      out.println(answer.toPrettyString());
    } else {
      answer.path("objectives").forEach(objective -> out.print(text(objective)));
    }
    out.flush();
    for (JsonNode objective : answer.path("objectives")) {
      Double remaining = Api.number(objective.path("budget"), "remaining");
      if (remaining == null || remaining <= 0) {
        return Main.NO;
      }
    }
    return 0;
  }

  private static SourceText read(Path file) {
    try {
      return new SourceText(file.toString(), Files.readString(file));
    } catch (IOException e) {
      throw new ApiException(file + ": cannot be read: " + e.getClass().getSimpleName());
    }
  }

  private static String text(JsonNode objective) {
    var text = new StringBuilder();
    String name = objective.path("service").asString() + "/" + objective.path("name").asString();
    String unknown = Api.string(objective, "unknown");
    if (unknown != null) {
      return "%s: not known: %s%n".formatted(name, unknown);
    }
    JsonNode budget = objective.path("budget");
    text.append(
        String.format(
            Locale.ROOT,
            "%s: %s, %s of %s wanted%n  budget  %s left: %.1f of %.1f minutes%s%n",
            name,
            objective.path("level").asString(),
            percent(objective.path("indicator").asDouble()),
            percent(objective.path("target").asDouble()),
            percent(budget.path("remaining").asDouble()),
            budget.path("remainingMinutes").asDouble(),
            budget.path("allowedMinutes").asDouble(),
            spent(budget)));
    text.append("  burns  ");
    for (JsonNode rate : objective.path("rates")) {
      Double burning = Api.number(rate, "burnRate");
      text.append(
          burning == null
              ? " %s -".formatted(rate.path("window").asString())
              : String.format(Locale.ROOT, " %s %.2f", rate.path("window").asString(), burning));
    }
    return text.append("\n  used up ")
        .append(forecast(objective.path("forecast")))
        .append("\n")
        .toString();
  }

  private static String spent(JsonNode budget) {
    Double allowed = Api.number(budget, "allowed");
    return allowed == null
        ? ""
        : String.format(
            Locale.ROOT,
            ", %.0f of %.0f %s spent",
            budget.path("spent").asDouble(),
            allowed,
            budget.path("unit").asString());
  }

  private static String forecast(JsonNode forecast) {
    String basis = forecast.path("basis").asString();
    String likely = time(Api.number(forecast, "likely"));
    if (likely == null) {
      String until = time(Api.number(forecast, "until"));
      return until == null ? "no forecast: " + basis : "not before " + until + " (" + basis + ")";
    }
    String latest = time(Api.number(forecast, "latest"));
    return "%s, from %s to %s (%s)"
        .formatted(
            likely,
            time(Api.number(forecast, "earliest")),
            latest == null ? "later than " + time(Api.number(forecast, "until")) : latest,
            basis);
  }

  private static @Nullable String time(@Nullable Double unix) {
    return unix == null ? null : Instant.ofEpochSecond(unix.longValue()).toString();
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.4f %%", share * 100).replaceFirst("0{1,3} %$", " %");
  }
}
