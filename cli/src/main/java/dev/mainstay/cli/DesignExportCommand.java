package dev.mainstay.cli;

import dev.mainstay.design.DesignResult;
import dev.mainstay.design.Export;
import dev.mainstay.design.Export.ExportedFile;
import dev.mainstay.design.ExportFormat;
import dev.mainstay.design.Exports;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code mainstay design export FORMAT FILE… [--out DIR]}. */
@Command(
    name = "export",
    description = "Writes designs in other tools' formats.",
    mixinStandardHelpOptions = true)
final class DesignExportCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(names = "--list", description = "Prints the formats.")
  private boolean list;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description =
          "Where the files go; without it, what is one file or may follow each other is printed.")
  private @Nullable Path out;

  @Parameters(index = "0", arity = "0..1", paramLabel = "FORMAT", description = "See --list.")
  private @Nullable String format;

  @Parameters(
      index = "1..*",
      arity = "0..*",
      paramLabel = "FILE",
      description = "Design files or their folders")
  private List<Path> files = new ArrayList<>();

  @Override
  public Integer call() {
    PrintWriter print = spec.commandLine().getOut();
    if (list) {
      print.print(
          Terminal.table(
              List.of("FORMAT", "WHAT"),
              Arrays.stream(ExportFormat.values())
                  .map(each -> List.of(each.id(), each.description()))
                  .toList()));
      print.flush();
      return 0;
    }
    var wanted = format == null ? null : ExportFormat.of(format).orElse(null);
    if (wanted == null) {
      return bad(
          "format: %s (expected: one of %s)"
              .formatted(
                  format == null ? "none" : format,
                  String.join(
                      ", ", Arrays.stream(ExportFormat.values()).map(ExportFormat::id).toList())));
    }
    if (files.isEmpty()) {
      return bad("no design given (expected: design files or their folders)");
    }
    Optional<DesignResult> read = ReadDesigns.read(files, spec.commandLine());
    if (read.isEmpty()) {
      return Main.BAD_INPUT;
    }
    return written(wanted, Exports.of(wanted, read.get().read().orElseThrow()), print);
  }

  private int written(ExportFormat wanted, Export export, PrintWriter print) {
    if (export.files().isEmpty()) {
      return bad("nothing in these designs to write as " + wanted.id());
    }
    Path folder = out;
    if (folder != null) {
      try {
        for (ExportedFile file : export.files()) {
          WholeFile.write(folder.resolve(file.name()), file.text());
          print.println(folder.resolve(file.name()));
        }
      } catch (IOException e) {
        return bad("%s: cannot be written: %s".formatted(folder, e));
      }
      print.flush();
    } else if (export.files().size() == 1 || wanted.joinable()) {
      print.print(String.join("---\n", export.files().stream().map(ExportedFile::text).toList()));
      print.flush();
    } else {
      return bad(
          "%d files (expected: --out DIR, since they cannot follow each other)"
              .formatted(export.files().size()));
    }
    if (!export.notes().isEmpty()) {
      tell(
          "%d parts were changed or left out; each file says at its head which"
              .formatted(export.notes().size()));
    }
    return 0;
  }

  private int bad(String message) {
    tell(message);
    return Main.BAD_INPUT;
  }

  private void tell(String message) {
    PrintWriter err = spec.commandLine().getErr();
    err.println("mainstay: " + message);
    err.flush();
  }
}
