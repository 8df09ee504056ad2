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
import dev.mainstay.server.SloCheck;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads and checks design files and tells what was found.
 *
 * @param fix writes the fixes that are certain into the files
 * @param strict warnings fail too
 * @param accepted shows accepted findings too
 */
record DesignCheck(List<Path> files, Format format, boolean fix, boolean strict, boolean accepted) {
  private static final Set<String> FLAGS = Set.of("--fix", "--strict", "--accepted");

  /** How the outcome is told. */
  enum Format {
    TEXT,
    JSON,
    SARIF,
    GITHUB
  }

  /**
   * The check that the arguments of the program ask for, when they are only files and flags; absent
   * when they are anything else, which {@link DesignCheckCommand} answers. The parser of arguments
   * is too old to be in the ahead-of-time cache and would take as long as the check.
   */
  static Optional<DesignCheck> plainly(String... args) {
    if (args.length < 3 || !args[0].equals("design") || !args[1].equals("check")) {
      return Optional.empty();
    }
    List<String> rest = Arrays.asList(args).subList(2, args.length);
    List<String> files = rest.stream().filter(arg -> !FLAGS.contains(arg)).toList();
    if (files.isEmpty() || files.stream().anyMatch(DesignCheck::isSpecial)) {
      return Optional.empty();
    }
    return Optional.of(
        new DesignCheck(
            files.stream().map(Path::of).toList(),
            Format.TEXT,
            rest.contains("--fix"),
            rest.contains("--strict"),
            rest.contains("--accepted")));
  }

  /** An option, a file of arguments, or nothing. */
  private static boolean isSpecial(String arg) {
    return arg.isEmpty() || arg.startsWith("-") || arg.startsWith("@");
  }

  /** Gives the exit code. */
  int run(PrintWriter out) {
    Clock clock = Clock.system();
    List<Problem> fixed = new ArrayList<>();
    DesignResult result;
    try {
      List<DesignResult> systems = new ArrayList<>();
      for (DesignFiles.Read read : DesignFiles.readSystems(files, clock)) {
        DesignResult designs = fix ? fixed(read, clock, fixed) : read.result();
        systems.add(SloCheck.with(designs, read.runbooks(), read.slos(), clock));
      }
      result = DesignResult.together(systems);
    } catch (ProblemException e) {
      if (format == Format.TEXT) {
        throw e;
      }
      result = new DesignResult(Optional.empty(), e.problems(), new Sources(List.of()));
    }
    switch (format) {
      case TEXT -> text(result, fixed, out);
      case JSON -> Reports.json(result, fixed, out);
      case SARIF -> Reports.sarif(result, Path.of("").toAbsolutePath(), Version.TEXT, out);
      case GITHUB -> Reports.github(result, accepted, Path.of("").toAbsolutePath(), out);
    }
    out.flush();
    return exitCode(result);
  }

  private static DesignResult fixed(DesignFiles.Read read, Clock clock, List<Problem> fixed) {
    var today = LocalDate.ofInstant(clock.now(), ZoneOffset.UTC);
    Fixes fixes = Fixes.make(read.result(), new Surroundings(read.runbooks(), today));
    FixedFiles.write(read.result().places().texts(), fixes.result().places().texts());
    fixed.addAll(fixes.fixed());
    return fixes.result();
  }

  private void text(DesignResult result, List<Problem> fixed, PrintWriter out) {
    for (Problem problem : fixed) {
      Problem.Edit edit = problem.edit();
      out.printf("fixed[%s]: %s: %s%n", problem.code(), problem.place(), problem.message());
      if (edit != null) {
        out.printf("  now: %s%n", edit.replacement());
      }
    }
    if (!fixed.isEmpty()) {
      out.print("\n");
    }
    Diagnostics.print(result, accepted, Terminal.width(), Terminal.colour(), out::append);
  }

  private int exitCode(DesignResult result) {
    if (result.read().isEmpty()) {
      return Main.BAD_INPUT;
    }
    boolean failed = result.hasErrors() || (strict && !result.problems().isEmpty());
    return failed ? Main.NO : 0;
  }
}
