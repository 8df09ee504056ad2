package dev.mainstay.cli;

import picocli.CommandLine.Command;

/** {@code mainstay scrapes}: what can be done with scrape configurations alone. */
@Command(
    name = "scrapes",
    description = "Works on scrape configurations in Prometheus' format; needs no server.",
    synopsisSubcommandLabel = "COMMAND",
    mixinStandardHelpOptions = true,
    subcommands = ScrapesCheckCommand.class)
final class ScrapesCommand {}
