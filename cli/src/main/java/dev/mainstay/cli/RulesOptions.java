package dev.mainstay.cli;

import dev.mainstay.cli.DesignCheck.Format;
import dev.mainstay.promql.Dialect;
import picocli.CommandLine.Option;

/** What all commands on rule files can be told. */
final class RulesOptions {
  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "text, json, sarif (2.1.0) or github (workflow annotations); default text",
      converter = DesignCheckCommand.Converter.class)
  private Format format = Format.TEXT;

  @Option(
      names = "--prometheus2",
      description = "The language and semantics of Prometheus 2.42 instead of 3.x")
  private boolean prometheus2;

  Format format() {
    return format;
  }

  Dialect dialect() {
    return prometheus2 ? Dialect.PROMETHEUS_2 : Dialect.PROMETHEUS_3;
  }
}
