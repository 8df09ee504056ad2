package dev.mainstay.design.internal.report;

import dev.mainstay.design.DesignResult;
import dev.mainstay.kernel.Problem;
import java.util.ArrayList;
import java.util.List;

/** What a check found, in a line or a few. */
final class Summary {
  private Summary() {}

  static long errors(DesignResult result) {
    return result.problems().stream().filter(Problem::isError).count();
  }

  static long warnings(DesignResult result) {
    return result.problems().size() - errors(result);
  }

  /** The last line of an output that is not for people. */
  static String of(DesignResult result) {
    return "mainstay design check: errors: %d, warnings: %d, accepted: %d"
        .formatted(errors(result), warnings(result), result.accepted().size());
  }

  /** The message, the arithmetic, why it matters and the fix: a line each. */
  static List<String> lines(Problem problem) {
    List<String> lines = new ArrayList<>();
    lines.add(problem.message());
    if (problem.arithmetic() != null) {
      lines.add(problem.arithmetic());
    }
    if (problem.why() != null) {
      lines.add("why: " + problem.why());
    }
    if (problem.fix() != null) {
      lines.add("fix: " + problem.fix());
    }
    return lines;
  }
}
