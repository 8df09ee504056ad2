package dev.mainstay.cli;

import dev.mainstay.promql.Dialect;
import picocli.CommandLine.Option;

/** Which language queries and rules are written in. */
final class PromqlOptions {
  @Option(
      names = "--prometheus2",
      description = "The language and semantics of Prometheus 2.42 instead of 3.x")
  private boolean prometheus2;

  @Option(
      names = "--experimental",
      description =
          "Also what Prometheus has behind --enable-feature: limitk, mad_over_time, info, …")
  private boolean experimental;

  Dialect dialect() {
    return new Dialect(experimental, prometheus2);
  }
}
