package dev.mainstay.cli;

import dev.mainstay.design.DesignResult;
import dev.mainstay.design.Diagnostics;
import dev.mainstay.design.Fixes;
import dev.mainstay.design.Reports;
import dev.mainstay.design.Sources;
import dev.mainstay.design.Surroundings;
import dev.mainstay.kernel.Clock;
import dev.mainstay.kernel.Problem;
import dev.mainstay.kernel.ProblemException;
import dev.mainstay.server.DesignFiles;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code mainstay design check}: exit code 1 when checks find errors, 2 when the form is wrong. */
@Command(
    name = "check",
    description = "Finds what cannot work, with both places, the arithmetic and the fix.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:nothing wrong, or only what is accepted or assumed",
      "1:checks found errors, or warnings with --strict",
      "2:the files cannot be read as designs"
    },
    mixinStandardHelpOptions = true)
final class DesignCheckCommand implements Callable<Integer> {
  private final Clock clock = Clock.system();

  @Spec private CommandSpec spec;

  @Parameters(
      arity = "1..*",
      paramLabel = "FILE",
      description = {
        "Design files or their folders; of a folder without designs",
        "each folder inside is a system by itself"
      })
  private List<Path> files = new ArrayList<>();

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "text, json, sarif (2.1.0) or github (workflow annotations); default text",
      converter = Format.Converter.class)
  private Format format = Format.TEXT;

  @Option(names = "--fix", description = "Write the fixes that are certain into the files")
  private boolean fix;

  @Option(names = "--strict", description = "Warnings fail too")
  private boolean strict;

  @Option(names = "--accepted", description = "Show accepted findings too")
  private boolean accepted;

  /** How the outcome is told. */
  enum Format {
    TEXT,
    JSON,
    SARIF,
    GITHUB;

    static final class Converter extends Words<Format> {
      Converter() {
        super("format", Format.class);
      }
    }
  }

  @Override
  public Integer call() {
    List<Problem> fixed = new ArrayList<>();
    DesignResult result;
    try {
      List<DesignResult> systems = new ArrayList<>();
      for (DesignFiles.Read read : DesignFiles.readSystems(files, clock)) {
        systems.add(fix ? fixed(read, fixed) : read.result());
      }
      result = DesignResult.together(systems);
    } catch (ProblemException e) {
      if (format == Format.TEXT) {
        throw e;
      }
      result = new DesignResult(Optional.empty(), e.problems(), new Sources(List.of()));
    }
    PrintWriter out = spec.commandLine().getOut();
    out.print(
        switch (format) {
          case TEXT -> text(result, fixed);
          case JSON -> Reports.json(result, fixed);
          case SARIF -> Reports.sarif(result, Path.of("").toAbsolutePath(), Version.TEXT);
          case GITHUB -> Reports.github(result, accepted, Path.of("").toAbsolutePath());
        });
    out.flush();
    return exitCode(result);
  }

  private DesignResult fixed(DesignFiles.Read read, List<Problem> fixed) {
    var today = LocalDate.ofInstant(clock.now(), ZoneOffset.UTC);
    Fixes fixes = Fixes.make(read.result(), new Surroundings(read.runbooks(), today));
    FixedFiles.write(read.result().places().texts(), fixes.result().places().texts());
    fixed.addAll(fixes.fixed());
    return fixes.result();
  }

  private String text(DesignResult result, List<Problem> fixed) {
    var text = new StringBuilder();
    for (Problem problem : fixed) {
      Problem.Edit edit = problem.edit();
      text.append(
          "fixed[%s]: %s: %s%n".formatted(problem.code(), problem.place(), problem.message()));
      if (edit != null) {
        text.append("  now: %s%n".formatted(edit.replacement()));
      }
    }
    return text.append(text.isEmpty() ? "" : "\n")
        .append(Diagnostics.render(result, accepted, Terminal.width(), Terminal.colour()))
        .toString();
  }

  private int exitCode(DesignResult result) {
    if (result.read().isEmpty()) {
      return Main.BAD_INPUT;
    }
    boolean failed = result.hasErrors() || (strict && !result.problems().isEmpty());
    return failed ? Main.NO : 0;
  }
}
