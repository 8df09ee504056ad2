package dev.mainstay.cli;

import dev.mainstay.design.DesignReader;
import dev.mainstay.design.DesignResult;
import dev.mainstay.design.Diagnostics;
import dev.mainstay.design.Import;
import dev.mainstay.design.Import.ImportedFile;
import dev.mainstay.design.Imports;
import dev.mainstay.design.SourceText;
import dev.mainstay.design.Sources;
import dev.mainstay.design.Surroundings;
import dev.mainstay.kernel.Clock;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code mainstay design import FILE… [--out DIR]}. */
@Command(
    name = "import",
    description =
        "Turns Prometheus rules, OpenSLO, Sloth, Pyrra and Kubernetes files into designs to start from.",
    mixinStandardHelpOptions = true)
final class DesignImportCommand implements Callable<Integer> {
  private static final long MAX_FILE_BYTES = 5L << 20;
  private static final int MAX_FILES = 10_000;
  private static final int MAX_DEPTH = 20;
  private static final String RUNBOOKS = "runbooks/";

  @Spec private CommandSpec spec;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description =
          "Where the designs and stubs of runbooks go; files that are there stay as they are.")
  private @Nullable Path out;

  @Parameters(
      arity = "1..*",
      paramLabel = "FILE",
      description = "Files, or folders of *.yaml and *.yml")
  private List<Path> files = new ArrayList<>();

  private int unreadable;

  @Override
  public Integer call() {
    PrintWriter print = spec.commandLine().getOut();
    List<SourceText> texts = files.stream().flatMap(this::under).flatMap(this::text).toList();
    Import imported = Imports.of(texts);
    print.print(
        Diagnostics.render(
            imported.problems(), new Sources(texts), Terminal.width(), Terminal.colour()));
    imported.remarks().forEach(print::println);
    boolean written = written(imported.files(), print);
    DesignResult checked = checked(imported);
    print.print(
        Diagnostics.render(
            checked.problems(), checked.places(), Terminal.width(), Terminal.colour()));
    print.printf(
        "%d designs from %d files; %d parts not carried over as they stood; %d places unreadable%n",
        imported.designs().size(),
        texts.size(),
        imported.remarks().size(),
        imported.problems().size() + unreadable);
    print.flush();
    if (!written || imported.designs().isEmpty()) {
      return Main.BAD_INPUT;
    }
    return imported.problems().isEmpty() && unreadable == 0 ? 0 : Main.NO;
  }

  /** The same checks as for any design, told with places in the new files. */
  private static DesignResult checked(Import imported) {
    Map<String, String> runbooks = new TreeMap<>();
    for (ImportedFile file : imported.files()) {
      if (file.name().startsWith(RUNBOOKS)) {
        String name = file.name().substring(RUNBOOKS.length());
        runbooks.put(name.replaceAll("\\.md$", ""), file.text());
      }
    }
    var today = LocalDate.ofInstant(Clock.system().now(), ZoneOffset.UTC);
    return DesignReader.read(imported.designs(), new Surroundings(runbooks, today));
  }

  private boolean written(List<ImportedFile> results, PrintWriter print) {
    Path folder = out;
    if (folder == null) {
      results.stream()
          .filter(file -> !file.name().startsWith(RUNBOOKS))
          .forEach(file -> print.print("---\n" + file.text()));
      return true;
    }
    boolean all = true;
    for (ImportedFile file : results) {
      Path target = folder.resolve(file.name());
      try {
        if (Files.exists(target)) {
          all = false;
          tell(target + ": is there already and stays as it is (expected: an empty folder)");
        } else {
          WholeFile.write(target, file.text());
          print.println("wrote " + target);
        }
      } catch (IOException e) {
        all = false;
        tell("%s: cannot be written: %s".formatted(target, e));
      }
    }
    return all;
  }

  private Stream<Path> under(Path path) {
    if (!Files.isDirectory(path)) {
      return Stream.of(path);
    }
    try (Stream<Path> found = Files.walk(path, MAX_DEPTH)) {
      return found
          .filter(file -> file.toString().endsWith(".yaml") || file.toString().endsWith(".yml"))
          .filter(Files::isRegularFile)
          .sorted()
          .limit(MAX_FILES)
          .toList()
          .stream();
    } catch (IOException | java.io.UncheckedIOException e) {
      unread(path, "cannot be read: " + e);
      return Stream.of();
    }
  }

  private Stream<SourceText> text(Path file) {
    try {
      if (Files.size(file) > MAX_FILE_BYTES) {
        unread(file, Files.size(file) + " bytes (expected: at most " + MAX_FILE_BYTES + ")");
        return Stream.of();
      }
      return Stream.of(new SourceText(file.toString(), Files.readString(file)));
    } catch (MalformedInputException e) {
      unread(file, "not UTF-8");
    } catch (IOException e) {
      unread(file, "cannot be read: " + e);
    }
    return Stream.of();
  }

  private void unread(Path file, String why) {
    unreadable++;
    tell(file + ": " + why);
  }

  private void tell(String message) {
    PrintWriter err = spec.commandLine().getErr();
    err.println("mainstay: " + message);
    err.flush();
  }
}
