package dev.mainstay.cli;

import dev.mainstay.design.DesignResult;
import dev.mainstay.design.Designs;
import dev.mainstay.design.Documents;
import dev.mainstay.design.Documents.Document;
import dev.mainstay.design.Shelf;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code mainstay design docs}: the documents that follow from designs. */
@Command(
    name = "docs",
    description = {
      "Writes the documents that follow from designs.",
      "They go to the folder that a design names as its documentation, else to docs/SERVICE."
    },
    mixinStandardHelpOptions = true)
final class DesignDocsCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(arity = "1..*", paramLabel = "FILE", description = "Design files or their folders")
  private List<Path> files = new ArrayList<>();

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Where docs/SERVICE is; default the design's folder")
  private @Nullable Path out;

  @Option(
      names = "--check",
      description = "Writes nothing; exits 1 when a document is not as the design has it.")
  private boolean check;

  @Option(names = "--html", description = "As pages that need no network and no script.")
  private boolean html;

  @Override
  public Integer call() {
    Optional<DesignResult> result = ReadDesigns.read(files, spec.commandLine());
    if (result.isEmpty()) {
      return Main.BAD_INPUT;
    }
    Designs designs = result.get().read().orElseThrow();
    var places = result.get().places();
    var shelf = Shelf.of(designs, places, Path.of(""), out);
    List<Document> documents =
        html ? Documents.html(designs, places, shelf) : Documents.markdown(designs, places, shelf);
    var written = new WrittenDocuments(documents);
    PrintWriter print = spec.commandLine().getOut();
    int code = check ? tellStale(written, print) : write(written, print);
    print.flush();
    return code;
  }

  private static int tellStale(WrittenDocuments written, PrintWriter print) {
    List<String> stale = written.stale();
    stale.forEach(print::println);
    print.println(
        stale.isEmpty()
            ? written.size() + " documents are in step"
            : "%d of %d documents are out of step; mend: mainstay design docs"
                .formatted(stale.size(), written.size()));
    return stale.isEmpty() ? 0 : Main.NO;
  }

  private static int write(WrittenDocuments written, PrintWriter print) {
    List<Path> changed = written.write();
    changed.forEach(print::println);
    print.println(
        "%d of %d documents written, the others were in step"
            .formatted(changed.size(), written.size()));
    return 0;
  }
}
