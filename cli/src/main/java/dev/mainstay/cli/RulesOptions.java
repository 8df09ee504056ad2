package dev.mainstay.cli;

import dev.mainstay.alerting.rules.GeneratedRules;
import dev.mainstay.cli.DesignCheck.Format;
import dev.mainstay.promql.Dialect;
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

  @Mixin private SlothOptions sloth = new SlothOptions();

  @Mixin private PromqlOptions promql = new PromqlOptions();

  Format format() {
    return format;
  }

  GeneratedRules.Options generated() {
    return GeneratedRules.Options.of(sloth.period());
  }

  Dialect dialect() {
    return promql.dialect();
  }
}
