package dev.mainstay.cli;

import picocli.CommandLine.Command;

/** {@code mainstay rules}: what can be done with Prometheus rule files alone. */
@Command(
    name = "rules",
    description = "Works on Prometheus rule files; needs no server.",
    synopsisSubcommandLabel = "COMMAND",
    mixinStandardHelpOptions = true,
    subcommands = {RulesCheckCommand.class, RulesTestCommand.class, RulesGenerateCommand.class})
final class RulesCommand {}
