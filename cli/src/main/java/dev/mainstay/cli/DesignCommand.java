package dev.mainstay.cli;

import picocli.CommandLine.Command;

/** {@code mainstay design}: what can be done with design files alone. */
@Command(
    name = "design",
    description = "Works on design files; needs no server.",
    synopsisSubcommandLabel = "COMMAND",
    mixinStandardHelpOptions = true,
    subcommands = {
      DesignCheckCommand.class,
      DesignClaimsCommand.class,
      DesignDiffCommand.class,
      DesignDocsCommand.class,
      DesignExportCommand.class,
      DesignFormatCommand.class,
      DesignGraphCommand.class,
      DesignImportCommand.class,
      DesignInitCommand.class,
      SchemaCommand.class
    })
final class DesignCommand {}
