package dev.mainstay.design;

import dev.mainstay.design.internal.report.GithubReport;
import dev.mainstay.design.internal.report.JsonReport;
import dev.mainstay.design.internal.report.SarifReport;
import dev.mainstay.kernel.Problem;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;

/**
 * A check's outcome for other programs; for people there is {@link Diagnostics}. What goes wrong
 * with the output is its {@link PrintWriter#checkError}.
 */
public final class Reports {
  private Reports() {}

  /**
   * Writes the document that {@code docs/reference/check-output.md} describes.
   *
   * @param fixed problems that were mended before the result was read; empty when none were
   */
  public static void json(DesignResult result, List<Problem> fixed, PrintWriter to) {
    JsonReport.write(result, fixed, to);
  }

  /**
   * Writes a SARIF 2.1.0 log with one run. Accepted findings are in it as suppressed results.
   *
   * @param folder absolute, which file names become relative to
   * @param version of Mainstay
   */
  public static void sarif(DesignResult result, Path folder, String version, PrintWriter to) {
    SarifReport.write(result, folder, version, to);
  }

  /**
   * Writes workflow commands of GitHub Actions, one line for each problem, and a line that counts
   * them.
   *
   * @param withAccepted accepted findings too, as notices
   * @param folder absolute, which file names become relative to
   */
  public static void github(
      DesignResult result, boolean withAccepted, Path folder, PrintWriter to) {
    GithubReport.write(result, withAccepted, folder, to);
  }
}
