package dev.mainstay.cli.editor;

import dev.mainstay.design.DesignReader;
import dev.mainstay.design.SourceText;
import dev.mainstay.design.Surroundings;
import dev.mainstay.kernel.Clock;
import dev.mainstay.kernel.Problem;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.eclipse.lsp4j.PublishDiagnosticsParams;
import org.eclipse.lsp4j.services.LanguageClient;
import org.jspecify.annotations.Nullable;

/**
 * Checks whole folders, one after the other, off the thread that talks to the editor. While one
 * waits for its turn, further changes of its folder cost nothing.
 */
final class Checking implements AutoCloseable {
  private final Documents documents;
  private final Translation translation;
  private final Clock clock;
  private final Set<Path> waiting = ConcurrentHashMap.newKeySet();
  private final Map<String, List<Problem>> problems = new ConcurrentHashMap<>();
  private final Map<Path, Set<String>> told = new HashMap<>();
  private final ExecutorService worker =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name("checking").factory());
  private volatile @Nullable LanguageClient client;

  Checking(Documents documents, Translation translation, Clock clock) {
    this.documents = documents;
    this.translation = translation;
    this.clock = clock;
  }

  void connect(LanguageClient to) {
    client = to;
  }

  /** What the last check found in the file. */
  List<Problem> problems(String uri) {
    return Documents.path(uri)
        .map(file -> problems.getOrDefault(file.toString(), List.of()))
        .orElse(List.of());
  }

  /** Checks the folder of the file when its turn comes. */
  void check(String uri) {
    Documents.path(uri)
        .map(file -> DesignFolder.of(file, documents.texts()))
        .filter(waiting::add)
        .ifPresent(folder -> worker.execute(() -> run(folder)));
  }

  private void run(Path folder) {
    waiting.remove(folder);
    try {
      tell(DesignFolder.read(folder, documents.texts()));
    } catch (RuntimeException e) {
      // The editor must go on; its log shows what it was.
      e.printStackTrace(System.err);
    }
  }

  private void tell(DesignFolder folder) {
    var today = LocalDate.ofInstant(clock.now(), ZoneOffset.UTC);
    var result = DesignReader.read(folder.sources(), new Surroundings(folder.runbooks(), today));
    Map<String, List<Problem>> found = new HashMap<>();
    for (Problem problem : result.problems()) {
      String file =
          problem.place() == null ? folder.sources().getFirst().file() : problem.place().file();
      found.computeIfAbsent(file, name -> new ArrayList<>()).add(problem);
    }
    Set<String> files = new TreeSet<>(told.getOrDefault(folder.path(), Set.of()));
    folder.sources().stream().map(SourceText::file).forEach(files::add);
    told.put(folder.path(), Set.copyOf(found.keySet()));
    for (String file : files) {
      List<Problem> here = found.getOrDefault(file, List.of());
      problems.put(file, here);
      LanguageClient to = client;
      if (to != null) {
        to.publishDiagnostics(
            new PublishDiagnosticsParams(
                documents.uri(file), here.stream().map(translation::diagnostic).toList()));
      }
    }
  }

  @Override
  public void close() {
    worker.shutdownNow();
  }
}
