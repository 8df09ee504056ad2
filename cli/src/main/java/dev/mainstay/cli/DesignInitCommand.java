package dev.mainstay.cli;

import dev.mainstay.design.DesignReader;
import dev.mainstay.design.DesignResult;
import dev.mainstay.design.Designs;
import dev.mainstay.design.Diagnostics;
import dev.mainstay.design.FirstDesign;
import dev.mainstay.design.FirstDesign.Question;
import dev.mainstay.design.Organisation;
import dev.mainstay.design.SourceText;
import dev.mainstay.design.Sources;
import dev.mainstay.design.Surroundings;
import dev.mainstay.kernel.Clock;
import dev.mainstay.server.DesignFiles;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code mainstay design init [DIR]}: a design to start from. */
@Command(
    name = "init",
    description = {
      "Writes a first design of a service, with a reason for each value, and its runbooks.",
      "Asks for what is not given."
    },
    mixinStandardHelpOptions = true)
final class DesignInitCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(
      arity = "0..1",
      paramLabel = "DIR",
      description = "The folder of the designs; default ${DEFAULT-VALUE}",
      defaultValue = "ops")
  private Path folder = Path.of("ops");

  @Option(names = "--system", paramLabel = "NAME", description = "Of the service, in kebab-case.")
  private @Nullable String system;

  @Option(
      names = "--platform",
      paramLabel = "WORD",
      description = "What runs it: processes (Mainstay does), kubernetes, machines, serverless.")
  private @Nullable String platform;

  @Option(
      names = "--criticality",
      paramLabel = "WORD",
      description = "How much the business depends on it: low, standard, high, critical.")
  private @Nullable String criticality;

  @Option(
      names = "--documentation",
      paramLabel = "DIR",
      description = "Where `mainstay design docs` writes, from the folder of the designs.")
  private @Nullable String documentation;

  @Option(
      names = "--owner",
      paramLabel = "TEAM",
      description = "A team of the organisation; not needed when it has only one.")
  private @Nullable String owner;

  @Option(names = "--force", description = "Overwrites a design that is there.")
  private boolean force;

  private final Optional<Asking> asking;

  DesignInitCommand() {
    this(Asking.atTerminal());
  }

  DesignInitCommand(Optional<Asking> asking) {
    this.asking = asking;
  }

  @Override
  public Integer call() {
    try {
      return init();
    } catch (IOException e) {
      throw new ApiException(folder + ": cannot be written: " + e);
    }
  }

  private int init() throws IOException {
    Map<Question, String> answers = answers(given());
    Path file = folder.resolve(answers.getOrDefault(Question.SYSTEM, "") + ".yaml");
    if (Files.exists(file) && !force) {
      throw new ApiException(
          file + ": is there already and stays as it is (expected: another name, or --force)");
    }
    Beside beside = beside(file);
    var first = FirstDesign.of(answers, owner(beside.teams()));
    if (!isInOrder(first, file, beside)) {
      return Main.BAD_INPUT;
    }
    write(first, file, beside.teams().isEmpty());
    return 0;
  }

  private Map<Question, String> given() {
    Map<Question, String> given = new EnumMap<>(Question.class);
    put(given, Question.SYSTEM, system);
    put(given, Question.PLATFORM, platform);
    put(given, Question.CRITICALITY, criticality);
    put(given, Question.DOCUMENTATION, documentation);
    return given;
  }

  private static void put(Map<Question, String> given, Question question, @Nullable String answer) {
    if (answer != null) {
      given.put(question, answer);
    }
  }

  private Map<Question, String> answers(Map<Question, String> given) throws IOException {
    Map<Question, String> answers = new EnumMap<>(Question.class);
    List<String> wrong = new ArrayList<>();
    for (Question question : Question.values()) {
      String answer = given.get(question);
      if (answer != null) {
        answers.put(question, answer);
        question.refusal(answer).ifPresent(wrong::add);
      } else if (asking.isEmpty()) {
        wrong.add(
            "--%s: not given, and no terminal to ask at (expected: %s)"
                .formatted(question.word(), question.expected()));
      }
    }
    if (!wrong.isEmpty()) {
      throw new ApiException(String.join("\nmainstay: ", wrong));
    }
    for (Question question : Question.values()) {
      if (!answers.containsKey(question)) {
        String words =
            "%s, %s (%s)".formatted(question.word(), question.meaning(), question.expected());
        answers.put(question, ask(words, preset(question, answers), question::refusal));
      }
    }
    return answers;
  }

  private static @Nullable String preset(Question question, Map<Question, String> answers) {
    return switch (question) {
      case SYSTEM, PLATFORM -> null;
      case CRITICALITY -> "standard";
      case DOCUMENTATION -> "docs/" + answers.getOrDefault(Question.SYSTEM, "");
    };
  }

  private String ask(
      String words, @Nullable String preset, Function<String, Optional<String>> refusal)
      throws IOException {
    return asking
        .orElseThrow()
        .ask(words, preset, refusal)
        .orElseThrow(
            () -> new ApiException("the answers end before the questions; nothing written"));
  }

  /**
   * The designs that are there already.
   *
   * @param teams of the organisation; empty when there is no organisation
   */
  private record Beside(List<SourceText> texts, Map<String, String> runbooks, List<String> teams) {}

  private Beside beside(Path file) {
    if (!Files.isDirectory(folder)) {
      return new Beside(List.of(), Map.of(), List.of());
    }
    List<Path> files = DesignFiles.inside(folder);
    files.remove(file);
    if (files.isEmpty()) {
      return new Beside(List.of(), Map.of(), List.of());
    }
    DesignFiles.Read read = DesignFiles.read(files, Clock.system());
    Designs designs =
        read.result()
            .read()
            .orElseThrow(() ->
                new ApiException(
                    "%s: its designs cannot be read; `mainstay design check %s` tells why"
                        .formatted(folder, folder)));
    List<SourceText> texts = read.result().places().texts();
    boolean organised = read.result().places().designs().contains(Sources.ORGANISATION);
    return new Beside(
        texts,
        read.runbooks(),
        organised
            ? designs.organisation().teams().stream().map(Organisation.Team::name).toList()
            : List.of());
  }

  private @Nullable String owner(List<String> teams) throws IOException {
    String wanted = owner;
    if (wanted != null) {
      if (!teams.contains(wanted)) {
        throw new ApiException("owner: " + notATeam(wanted, teams));
      }
      return wanted;
    }
    if (teams.size() < 2) {
      return teams.isEmpty() ? null : teams.getFirst();
    }
    if (asking.isEmpty()) {
      throw new ApiException(
          "--owner: not given, and no terminal to ask at (expected: one of %s)"
              .formatted(String.join(", ", teams)));
    }
    return ask(
        "owner, the team that is woken (one of %s)".formatted(String.join(", ", teams)),
        null,
        answer -> teams.contains(answer) ? Optional.empty() : Optional.of(notATeam(answer, teams)));
  }

  private String notATeam(String name, List<String> teams) {
    return teams.isEmpty()
        ? "%s, but no organisation in %s has teams (expected: no owner yet)".formatted(name, folder)
        : "no team named %s (expected: one of %s)".formatted(name, String.join(", ", teams));
  }

  /** Read together with what is there; tells what is wrong, such as a name that is taken. */
  private boolean isInOrder(FirstDesign first, Path file, Beside beside) {
    List<SourceText> texts = new ArrayList<>(beside.texts());
    texts.add(new SourceText(file.toString(), first.text()));
    Map<String, String> runbooks = new TreeMap<>(first.runbooks());
    runbooks.putAll(beside.runbooks());
    var today = LocalDate.ofInstant(Clock.system().now(), ZoneOffset.UTC);
    DesignResult result = DesignReader.read(texts, new Surroundings(runbooks, today));
    if (result.read().isEmpty()) {
      PrintWriter err = spec.commandLine().getErr();
      err.print(Diagnostics.render(result, false, Terminal.width(), Terminal.colour()));
      err.println("mainstay: nothing written");
      err.flush();
    }
    return result.read().isPresent();
  }

  /** The design last: it is never there without the runbooks that it names. */
  private void write(FirstDesign first, Path file, boolean alone) throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    for (var runbook : first.runbooks().entrySet()) {
      Path book = folder.resolve("runbooks").resolve(runbook.getKey() + ".md");
      if (Files.exists(book)) {
        out.println("kept  " + book);
      } else {
        WholeFile.write(book, runbook.getValue());
        out.println("wrote " + book);
      }
    }
    WholeFile.write(file, first.text());
    out.println("wrote " + file);
    out.println();
    out.println("Say in it what the service is for and what it needs.");
    if (alone) {
      out.println(
          "Say in %s who is woken: people, teams (docs/design-file.md)."
              .formatted(folder.resolve("organisation.yaml")));
    }
    out.println("Then:");
    List<List<String>> next =
        List.of(
            List.of("mainstay design check " + folder, "what contradicts itself"),
            List.of("mainstay explain CODE", "why, and what helps"),
            List.of("mainstay design docs " + folder, "its documents, in " + first.documentation()),
            List.of(
                "mainstay readiness %s --designs %s".formatted(first.system(), folder),
                "what is missing for production"),
            List.of("mainstay up --designs " + folder, "to run it"));
    int width = next.stream().mapToInt(row -> row.getFirst().length()).max().orElse(0);
    for (List<String> row : next) {
      out.println(
          "  "
              + row.getFirst()
              + " ".repeat(width - row.getFirst().length())
              + "  # "
              + row.getLast());
    }
    out.flush();
  }
}
