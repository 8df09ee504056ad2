package dev.mainstay.cli;

import dev.mainstay.design.Diagnostics;
import dev.mainstay.kernel.Clock;
import dev.mainstay.kernel.Problem;
import dev.mainstay.server.DesignFiles;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code mainstay design}: what can be done with design files alone. */
@Command(
    name = "design",
    description = "Works on design files; needs no server.",
    synopsisSubcommandLabel = "COMMAND",
    mixinStandardHelpOptions = true,
    subcommands = DesignCommand.Check.class)
final class DesignCommand {

  @Command(
      name = "check",
      description = "Finds what cannot work, with both places, the arithmetic and the fix.",
      mixinStandardHelpOptions = true)
  static final class Check implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "Design files or their folders")
    private List<Path> files = new ArrayList<>();

    @Override
    public Integer call() {
      var checked = DesignFiles.read(files, Clock.system()).result();
      var out = spec.commandLine().getOut();
      out.print(
          Diagnostics.render(
              checked.problems(), checked.places(), Terminal.width(), Terminal.colour()));
      out.flush();
      return checked.problems().stream().anyMatch(Problem::isError) ? Main.BAD_INPUT : 0;
    }
  }
}
