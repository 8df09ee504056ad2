package dev.mainstay.cli;

import dev.mainstay.design.Diagnostics;
import dev.mainstay.design.SourceText;
import dev.mainstay.design.Sources;
import dev.mainstay.kernel.Place;
import dev.mainstay.kernel.Problem;
import dev.mainstay.kernel.ProblemException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/**
 * {@code mainstay}. Exit codes: 0 done, 1 the answer is no (a check found errors, a rollout was
 * taken back), 2 the input cannot be used or the server cannot be reached; nothing was changed.
 */
@Command(
    name = "mainstay",
    description = "Turns a service's operational design into a running, proven operation.",
    synopsisSubcommandLabel = "COMMAND",
    mixinStandardHelpOptions = true,
    subcommands = {
      UpCommand.class,
      DemoCommand.class,
      StatusCommand.class,
      DeployCommand.class,
      RollbackCommand.class,
      IncidentsCommand.class,
      AckCommand.class,
      DesignCommand.class,
      ExplainCommand.class,
      LspCommand.class,
      ReadinessCommand.class,
      RulesCommand.class,
      ScrapesCommand.class,
      ObjectivesCommand.class,
      ExceptionsCommand.class,
      TrainCommand.class,
      HelpCommand.class
    })
public final class Main {
  static final int NO = 1;
  static final int BAD_INPUT = 2;

  private Main() {}

  public static void main(String[] args) {
    System.exit(run(args));
  }

  /** Runs one command and gives its exit code. */
  static int run(String... args) {
    Optional<DesignCheck> check = DesignCheck.plainly(args);
    return check.isPresent() ? run(check.get()) : runNamed(args);
  }

  private static int run(DesignCheck check) {
    try {
      return check.run(new PrintWriter(new EncodedOutput(System.out)));
    } catch (RuntimeException e) {
      return failed(e, new PrintWriter(System.err, false, System.err.charset()));
    }
  }

  private static int runNamed(String... args) {
    var named = NamedCommand.of(Main.class, args);
    version(named.line());
    named
        .line()
        .setExecutionExceptionHandler(
            (failure, command, parsed) -> failed(failure, command.getErr()));
    return named.line().execute(named.rest());
  }

  private static void version(CommandLine line) {
    line.getCommandSpec().version("mainstay " + Version.TEXT);
    line.getSubcommands().values().forEach(Main::version);
  }

  private static int failed(Exception failure, PrintWriter err) {
    if (failure instanceof ProblemException problems) {
      err.print(render(problems.problems()));
    } else if (failure instanceof ApiException api) {
      err.println("mainstay: " + api.getMessage());
    } else {
      err.println("mainstay: unexpected failure: " + failure);
      failure.printStackTrace(err);
    }
    err.flush();
    return BAD_INPUT;
  }

  private static String render(List<Problem> problems) {
    return Diagnostics.render(
        problems, new Sources(texts(problems)), Terminal.width(), Terminal.colour());
  }

  private static final Pattern CONFIGURATION =
      Pattern.compile("(?m)^[{\\s]*[\"']?(stores|scrape_configs)[\"']?\\s*:");
  private static final Pattern SECRET =
      Pattern.compile(
          "\\b(password|credentials|bearer_token|(http_)?headers)[\"']?\\s*:|://\\S*[?@]");

  /** Whether a text is a configuration whose lines must not be shown. */
  static boolean maySayASecret(SourceText text) {
    return CONFIGURATION.matcher(text.text()).find() && SECRET.matcher(text.text()).find();
  }

  /**
   * The files that the problems point into, read again so that their lines can be shown; of a
   * configuration that has secrets only the places are.
   */
  private static List<SourceText> texts(List<Problem> problems) {
    return problems.stream()
        .flatMap(problem -> Stream.ofNullable(problem.place()))
        .map(Place::file)
        .distinct()
        .flatMap(file -> {
          try {
            return Stream.of(new SourceText(file, Files.readString(Path.of(file))));
          } catch (IOException e) {
            return Stream.of();
          }
        })
        .filter(text -> !maySayASecret(text))
        .toList();
  }
}
