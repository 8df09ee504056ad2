package dev.mainstay.design.internal.report;

import dev.mainstay.design.AcceptedProblem;
import dev.mainstay.design.DesignResult;
import dev.mainstay.kernel.Place;
import dev.mainstay.kernel.Problem;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Workflow commands: {@code ::error file=…,line=…,col=…,title=…::message}. The runner unescapes
 * {@code %25 %0D %0A} everywhere, and {@code %3A %2C} in properties.
 */
public final class GithubReport {
  private final Relative relative;
  private final PrintWriter out;

  private GithubReport(Path folder, PrintWriter out) {
    relative = new Relative(folder);
    this.out = out;
  }

  public static void write(DesignResult result, boolean withAccepted, Path folder, PrintWriter to) {
    var report = new GithubReport(folder, to);
    if (withAccepted) {
      result.accepted().forEach(report::accepted);
    }
    result
        .problems()
        .forEach(problem ->
            report.command(problem.isError() ? "error" : "warning", problem, text(problem)));
    to.append(Summary.of(result)).append('\n');
  }

  private void accepted(AcceptedProblem accepted) {
    var acceptance = accepted.acceptance();
    String until = "accepted until " + acceptance.until() + ": " + acceptance.because();
    command("notice", accepted.problem(), accepted.problem().message() + "\n" + until);
  }

  private static String text(Problem problem) {
    return String.join("\n", Summary.lines(problem));
  }

  private void command(String command, Problem problem, String text) {
    List<String> properties = new ArrayList<>();
    Place place = problem.place();
    if (place != null) {
      properties.add("file=" + property(relative.path(place.file())));
      properties.add("line=" + place.line());
      properties.add("endLine=" + place.line());
      properties.add("col=" + place.column());
      properties.add("endColumn=" + (place.column() + place.length()));
    }
    properties.add("title=" + property(problem.code()));
    out.append("::")
        .append(command)
        .append(' ')
        .append(String.join(",", properties))
        .append("::")
        .append(data(text))
        .append('\n');
  }

  static String data(String text) {
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
  }

  static String property(String text) {
    return data(text).replace(":", "%3A").replace(",", "%2C");
  }
}
