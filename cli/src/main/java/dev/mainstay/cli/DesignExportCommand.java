package dev.mainstay.cli;

import dev.mainstay.design.Designs;
import dev.mainstay.design.Diagnostics;
import dev.mainstay.design.Export;
import dev.mainstay.design.Export.ExportedFile;
import dev.mainstay.design.ExportFormat;
import dev.mainstay.design.Exports;
import dev.mainstay.kernel.Clock;
import dev.mainstay.kernel.Problem;
import dev.mainstay.server.DesignFiles;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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
    var read = DesignFiles.read(files, Clock.system()).result();
    Designs designs = read.read().orElse(null);
    if (designs == null) {
      spec.commandLine()
          .getErr()
          .print(
              Diagnostics.render(
                  read.problems(), read.places(), Terminal.width(), Terminal.colour()));
      spec.commandLine().getErr().flush();
      return Main.BAD_INPUT;
    }
    long errors = read.problems().stream().filter(Problem::isError).count();
    if (errors > 0) {
      tell(
          "these designs have %d %s; `mainstay design check` shows them"
              .formatted(errors, errors == 1 ? "error" : "errors"));
    }
    return written(wanted, Exports.of(wanted, designs), print);
  }

  private int written(ExportFormat wanted, Export export, PrintWriter print) {
    if (export.files().isEmpty()) {
      return bad("nothing in these designs to write as " + wanted.id());
    }
    Path folder = out;
    if (folder != null) {
      try {
        Files.createDirectories(folder);
        for (ExportedFile file : export.files()) {
          Files.writeString(folder.resolve(file.name()), file.text());
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
