package dev.mainstay.cli;

import dev.mainstay.design.DesignSchema;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code mainstay design schema}: what editors complete and explain keys with. */
@Command(
    name = "schema",
    description = "Prints the JSON Schema (draft 2020-12) of design files.",
    mixinStandardHelpOptions = true)
final class SchemaCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    var out = spec.commandLine().getOut();
    out.print(DesignSchema.json());
    out.flush();
    return 0;
  }
}
