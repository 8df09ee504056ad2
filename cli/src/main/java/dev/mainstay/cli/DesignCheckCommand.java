package dev.mainstay.cli;

import dev.mainstay.cli.DesignCheck.Format;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code mainstay design check}: exit code 1 when checks find errors, 2 when the form is wrong. */
@Command(
    name = "check",
    description = "Finds what cannot work, with both places, the arithmetic and the fix.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:nothing wrong, or only what is accepted or assumed",
      "1:checks found errors, or warnings with --strict",
      "2:the files cannot be read as designs"
    },
    mixinStandardHelpOptions = true)
final class DesignCheckCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(
      arity = "1..*",
      paramLabel = "FILE",
      description = {
        "Design files or their folders; of a folder without designs",
        "each folder inside is a system by itself"
      })
  private List<Path> files = new ArrayList<>();

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "text, json, sarif (2.1.0) or github (workflow annotations); default text",
      converter = Converter.class)
  private Format format = Format.TEXT;

  @Option(names = "--fix", description = "Write the fixes that are certain into the files")
  private boolean fix;

  @Option(names = "--strict", description = "Warnings fail too")
  private boolean strict;

  @Option(names = "--accepted", description = "Show accepted findings too")
  private boolean accepted;

  /** Of a format's name. */
  static final class Converter extends Words<Format> {
    Converter() {
      super("format", Format.class);
    }
  }

  @Override
  public Integer call() {
    return new DesignCheck(files, format, fix, strict, accepted).run(spec.commandLine().getOut());
  }
}
