package dev.mainstay.server.internal;

import dev.mainstay.design.Designs;
import dev.mainstay.design.SourceText;
import dev.mainstay.design.slo.Slo;
import dev.mainstay.kernel.Event;
import dev.mainstay.kernel.Problem;
import dev.mainstay.kernel.Scheduler;
import dev.mainstay.server.DesignFiles;
import dev.mainstay.server.RuleTexts;
import dev.mainstay.server.ServerConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes changed OpenSLO documents live: whole when they are free of errors, not at all otherwise.
 * Those that are named are looked at every {@value #SECONDS} s; those among the designs come with
 * them.
 */
public final class SloWatch implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(SloWatch.class);
  private static final int SECONDS = 1;

  private final List<String> names;
  private final Supplier<Designs> designs;
  private final Consumer<List<Slo>> apply;
  private final Consumer<List<Event>> journal;
  private final Scheduler.Task task;
  private List<SourceText> beside;
  private List<SourceText> named;
  private Map<Path, String> seen;
  private List<Slo> slos = List.of();

  /**
   * Takes those live that are there now, whose {@link #problems(ServerConfig, DesignFiles.Read)}
   * were none.
   *
   * @param apply makes the engines follow them
   */
  SloWatch(
      ServerConfig config,
      DesignFiles.Read read,
      Supplier<Designs> designs,
      Consumer<List<Slo>> apply,
      Consumer<List<Event>> journal,
      Scheduler scheduler) {
    this.names = config.files().slos();
    this.designs = designs;
    this.apply = apply;
    this.journal = journal;
    this.seen = look();
    this.beside = read.slos();
    this.named = RuleTexts.read(names).texts();
    SloDocuments first = SloDocuments.read(texts(), designs.get());
    slos = first.slos();
    if (!slos.isEmpty()) {
      apply.accept(slos);
      log.info("objectives are held: {} of {} files", slos.size(), texts().size());
    }
    task =
        names.isEmpty()
            ? () -> {}
            : scheduler.every(Duration.ofSeconds(SECONDS), "watch objectives", this::check);
  }

  /** What is wrong with the documents now. */
  public static List<Problem> problems(ServerConfig config, DesignFiles.Read read) {
    RuleTexts named = RuleTexts.read(config.files().slos());
    var texts = new ArrayList<>(read.slos());
    texts.addAll(named.texts());
    var problems = new ArrayList<>(named.problems());
    problems.addAll(SloDocuments.read(texts, read.result().designs().orElse(null)).problems());
    return problems;
  }

  private List<SourceText> texts() {
    var texts = new ArrayList<>(beside);
    texts.addAll(named);
    return texts;
  }

  /** Takes the documents among changed designs. */
  synchronized void beside(List<SourceText> changed) {
    if (!changed.equals(beside)) {
      beside = changed;
      take(List.of());
    }
  }

  private synchronized void check() {
    Map<Path, String> now = look();
    if (now.equals(seen)) {
      return;
    }
    seen = now;
    RuleTexts read = RuleTexts.read(names);
    named = read.texts();
    take(read.problems());
  }

  private void take(List<Problem> unread) {
    SloDocuments next = SloDocuments.read(texts(), designs.get());
    var all = new ArrayList<>(unread);
    all.addAll(next.problems());
    if (all.isEmpty()) {
      slos = next.slos();
      apply.accept(slos);
      log.info("objectives are held: {} of {} files", slos.size(), texts().size());
      tell("objectives.applied", "The OpenSLO documents are applied", Map.of());
      return;
    }
    Problem first = all.getFirst();
    String where = first.place() == null ? "OpenSLO documents" : first.place().toString();
    log.warn("changed objectives are refused; the old ones go on: {}: {}", where, first.message());
    tell(
        "objectives.refused",
        "The changed OpenSLO documents are refused: " + first.message(),
        Map.of("problems", Integer.toString(all.size()), "place", where));
  }

  /** What is held now. */
  synchronized List<Slo> slos() {
    return slos;
  }

  private void tell(String type, String summary, Map<String, String> data) {
    journal.accept(List.of(new Event(type, 1, "", "objectives", summary, data)));
  }

  private Map<Path, String> look() {
    var state = new TreeMap<Path, String>();
    names.stream()
        .flatMap(name -> RuleTexts.files(name).stream())
        .forEach(file -> {
          try {
            state.put(file, Files.size(file) + "@" + Files.getLastModifiedTime(file).toMillis());
          } catch (IOException e) {
            state.put(file, e.getClass().getSimpleName());
          }
        });
    return state;
  }

  @Override
  public void close() {
    task.cancel();
  }
}
