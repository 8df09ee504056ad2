package dev.mainstay.design;

import dev.mainstay.design.internal.report.GithubReport;
import dev.mainstay.design.internal.report.JsonReport;
import dev.mainstay.design.internal.report.SarifReport;
import dev.mainstay.kernel.Problem;
import java.nio.file.Path;
import java.util.List;

/** A check's outcome for other programs; for people there is {@link Diagnostics}. */
public final class Reports {
  private Reports() {}

  /**
   * The document that {@code docs/reference/check-output.md} describes.
   *
   * @param fixed problems that were mended before the result was read; empty when none were
   */
  public static String json(DesignResult result, List<Problem> fixed) {
    return JsonReport.of(result, fixed);
  }

  /**
   * A SARIF 2.1.0 log with one run. Accepted findings are in it as suppressed results.
   *
   * @param folder absolute, which file names become relative to
   * @param version of Mainstay
   */
  public static String sarif(DesignResult result, Path folder, String version) {
    return SarifReport.of(result, folder, version);
  }

  /**
   * Workflow commands of GitHub Actions, one line for each problem, and a line that counts them.
   *
   * @param withAccepted accepted findings too, as notices
   * @param folder absolute, which file names become relative to
   */
  public static String github(DesignResult result, boolean withAccepted, Path folder) {
    return GithubReport.of(result, withAccepted, folder);
  }
}
