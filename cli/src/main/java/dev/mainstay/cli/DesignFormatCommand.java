package dev.mainstay.cli;

import dev.mainstay.design.DesignFormat;
import dev.mainstay.design.Diagnostics;
import dev.mainstay.design.SourceText;
import dev.mainstay.design.Sources;
import dev.mainstay.server.DesignFiles;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code mainstay design fmt FILE…}: the same designs in one canonical spelling. */
@Command(
    name = "fmt",
    description = {
      "Writes design files in one canonical way; what they say stays the same.",
      "A file that is no valid design is left alone."
    },
    mixinStandardHelpOptions = true)
final class DesignFormatCommand implements Callable<Integer> {
  private static final String BYTE_ORDER_MARK = "\uFEFF";
  private static final long MAX_FILE_BYTES = 5L << 20;

  @Spec private CommandSpec spec;

  @Parameters(arity = "1..*", paramLabel = "FILE", description = "Design files or their folders")
  private List<Path> files = new ArrayList<>();

  @Option(
      names = "--check",
      description = "Writes nothing; lists the files that would change and then exits 1.")
  private boolean check;

  private boolean failed;
  private boolean changes;

  @Override
  public Integer call() {
    for (Path path : files) {
      List<Path> inside = Files.isDirectory(path) ? DesignFiles.inside(path) : List.of(path);
      if (inside.isEmpty()) {
        tell(path + ": no design in it (expected: *.yaml)");
      }
      inside.forEach(this::format);
    }
    spec.commandLine().getOut().flush();
    if (failed) {
      return Main.BAD_INPUT;
    }
    return check && changes ? Main.NO : 0;
  }

  private void format(Path file) {
    try {
      if (!Files.isRegularFile(file)) {
        tell(file + ": no such file");
        return;
      }
      if (Files.size(file) > MAX_FILE_BYTES) {
        tell("%s: more than %d bytes".formatted(file, MAX_FILE_BYTES));
        return;
      }
      String text = Files.readString(file);
      var source = new SourceText(file.toString(), text);
      DesignFormat formatted = DesignFormat.of(source);
      if (!formatted.problems().isEmpty()) {
        failed = true;
        PrintWriter err = spec.commandLine().getErr();
        err.print(
            Diagnostics.render(
                formatted.problems(),
                new Sources(List.of(source)),
                Terminal.width(),
                Terminal.colour()));
        err.flush();
      } else if (!formatted.text().equals(source.text())) {
        changes = true;
        if (!check) {
          String mark = text.startsWith(BYTE_ORDER_MARK) ? BYTE_ORDER_MARK : "";
          WholeFile.write(file.toRealPath(), mark + formatted.text());
        }
        spec.commandLine().getOut().println(file);
      }
    } catch (MalformedInputException e) {
      tell(file + ": not UTF-8");
    } catch (IOException e) {
      tell(file + ": cannot be read or written: " + e);
    }
  }

  private void tell(String message) {
    failed = true;
    PrintWriter err = spec.commandLine().getErr();
    err.println("mainstay: " + message);
    err.flush();
  }
}
