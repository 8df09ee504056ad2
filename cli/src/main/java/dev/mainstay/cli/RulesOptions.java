package dev.mainstay.cli;

import dev.mainstay.alerting.rules.GeneratedRules;
import dev.mainstay.cli.DesignCheck.Format;
import dev.mainstay.promql.Dialect;
import java.time.Duration;
import picocli.CommandLine.Mixin;
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
      names = {"--sloth-period", "--period"},
      paramLabel = "DAYS",
      description = {
        "Of Sloth's objectives: 30 or 28 days, or another for which a file of",
        "kind AlertWindows is among the files; default ${DEFAULT-VALUE}"
      },
      converter = SlothPeriod.class,
      defaultValue = SlothPeriod.DEFAULT)
  private Duration period = Duration.ofDays(30);

  @Mixin private PromqlOptions promql = new PromqlOptions();

  Format format() {
    return format;
  }

  GeneratedRules.Options generated() {
    return GeneratedRules.Options.of(period);
  }

  Dialect dialect() {
    return promql.dialect();
  }
}
