package dev.mainstay.cli;

import dev.mainstay.design.SourceText;
import dev.mainstay.design.slo.OpenSlos;
import dev.mainstay.kernel.Problem;
import dev.mainstay.kernel.ProblemException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
      names = "--store",
      paramLabel = "NAME",
      description = "by the samples of a store elsewhere, as the server was told it (up --store)")
  private @Nullable String store;

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
    if (read.problems().stream().anyMatch(Problem::isError)) {
      throw new ProblemException(read.problems());
    }
    String documents = texts.stream().map(SourceText::text).collect(Collectors.joining("\n---\n"));
    JsonNode answer =
        api.postYaml(
            "/objectives/evaluate" + (store == null ? "" : "?store=" + Api.segment(store)),
            documents);
    PrintWriter out = spec.commandLine().getOut();
    if (format == TextOrJson.JSON) {
      out.println(answer.toPrettyString());
    } else {
      answer
          .path("objectives")
          .forEach(objective -> out.print(StandingText.of(objective, objective.path("forecast"))));
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
}
