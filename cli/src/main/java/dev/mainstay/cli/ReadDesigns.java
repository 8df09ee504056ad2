package dev.mainstay.cli;

import dev.mainstay.design.DesignResult;
import dev.mainstay.design.Diagnostics;
import dev.mainstay.kernel.Clock;
import dev.mainstay.kernel.Problem;
import dev.mainstay.server.DesignFiles;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;

/** Reading for commands that work with designs whose values may contradict each other. */
final class ReadDesigns {
  private ReadDesigns() {}

  /** Absent when the form is wrong, which is told; other errors are counted only. */
  static Optional<DesignResult> read(List<Path> files, CommandLine command) {
    Optional<DesignResult> result = readQuietly(files, command);
    result.ifPresent(read -> count(read, command.getErr()));
    return result;
  }

  /** Absent when the form is wrong, which is told. */
  static Optional<DesignResult> readQuietly(List<Path> files, CommandLine command) {
    return told(DesignFiles.designs(files, Clock.system()), command);
  }

  /** Absent when the form is wrong, which is told. */
  static Optional<DesignResult> told(DesignResult result, CommandLine command) {
    if (result.read().isPresent()) {
      return Optional.of(result);
    }
    PrintWriter err = command.getErr();
    err.print(Diagnostics.render(result, false, Terminal.width(), Terminal.colour()));
    err.flush();
    return Optional.empty();
  }

  private static void count(DesignResult result, PrintWriter err) {
    long errors = result.problems().stream().filter(Problem::isError).count();
    if (errors > 0) {
      err.println(
          "mainstay: these designs have %d %s; `mainstay design check` shows them"
              .formatted(errors, errors == 1 ? "error" : "errors"));
      err.flush();
    }
  }
}
