package dev.mainstay.cli;

import dev.mainstay.cli.DesignCheck.Format;
import dev.mainstay.design.DesignResult;
import dev.mainstay.design.Diagnostics;
import dev.mainstay.design.Reports;
import dev.mainstay.design.SourceText;
import dev.mainstay.design.Sources;
import dev.mainstay.kernel.Problem;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Problems of rule files and the like, told as those of designs are.
 *
 * @param summary a line for people, after the problems
 */
record RulesOutcome(List<Problem> problems, List<SourceText> texts, String summary) {
  void tell(Format format, PrintWriter out) {
    var sources = new Sources(texts);
    var result = new DesignResult(Optional.empty(), problems, sources);
    Path here = Path.of("").toAbsolutePath();
    switch (format) {
      case TEXT -> {
        if (!problems.isEmpty()) {
          out.print(Diagnostics.render(problems, sources, Terminal.width(), Terminal.colour()));
        }
        out.println(summary);
      }
      case JSON -> Reports.json(result, List.of(), out);
      case SARIF -> Reports.sarif(result, here, Version.TEXT, out);
      case GITHUB -> Reports.github(result, false, here, out);
    }
    out.flush();
  }

  static String counted(long count, String noun) {
    return count + " " + noun + (count == 1 ? "" : "s");
  }
}
