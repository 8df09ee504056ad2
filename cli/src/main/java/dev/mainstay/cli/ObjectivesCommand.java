package dev.mainstay.cli;

import picocli.CommandLine.Command;

/** {@code mainstay objectives}: promises and how they stand. */
@Command(
    name = "objectives",
    description = "Works on objectives, by the samples of the running server.",
    synopsisSubcommandLabel = "COMMAND",
    mixinStandardHelpOptions = true,
    subcommands = {
      ObjectivesListCommand.class,
      ObjectivesEvaluateCommand.class,
      ObjectivesExcludeCommand.class,
      ObjectivesAdjustCommand.class,
      ObjectivesCorrectionsCommand.class,
      ObjectivesWithdrawCommand.class
    })
final class ObjectivesCommand {}
