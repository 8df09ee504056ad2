package dev.mainstay.cli;

import java.time.Duration;
import picocli.CommandLine.Option;

/** How Sloth's specifications are read. */
final class SlothOptions {
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

  Duration period() {
    return period;
  }
}
