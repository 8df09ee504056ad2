package dev.mainstay.server.internal;

import dev.mainstay.design.Designs;
import dev.mainstay.design.SourceText;
import dev.mainstay.design.slo.Slo;
import dev.mainstay.kernel.Problem;
import dev.mainstay.kernel.Scheduler;
import dev.mainstay.promql.Dialect;
import dev.mainstay.server.DesignFiles;
import dev.mainstay.server.NamedTexts;
import dev.mainstay.server.ServerConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
  private final Dialect dialect;
  private final Supplier<Designs> designs;
  private final Consumer<List<Slo>> apply;
  private final Reloads.Of reloads;
  private final Scheduler.Task task;
  private List<SourceText> beside;
  private List<SourceText> named;
  private Map<Path, String> seen;
  private List<Slo> slos = List.of();

  /**
   * The documents that are there before anything is started.
   *
   * @param states of the named files when they were read
   * @param problems an error among which keeps the server from starting
   */
  public record Found(
      List<SourceText> named,
      List<SourceText> beside,
      Map<Path, String> states,
      List<Slo> slos,
      List<Problem> problems) {
    public Found {
      named = List.copyOf(named);
      beside = List.copyOf(beside);
      states = Map.copyOf(states);
      slos = List.copyOf(slos);
      problems = List.copyOf(problems);
    }
  }

  /** Reads the documents that are named, and those among the designs. */
  public static Found find(ServerConfig config, DesignFiles.Read read) {
    List<String> names = config.files().slos();
    Map<Path, String> states = NamedTexts.states(names);
    NamedTexts named = NamedTexts.read(names);
    var texts = new ArrayList<>(read.slos());
    texts.addAll(named.texts());
    SloDocuments documents =
        SloDocuments.read(texts, config.asking().dialect(), read.result().designs().orElse(null));
    var problems = new ArrayList<>(named.problems());
    problems.addAll(documents.problems());
    return new Found(named.texts(), read.slos(), states, documents.slos(), problems);
  }

  /**
   * Takes those live that were found, without an error.
   *
   * @param apply makes the engines follow them
   */
  SloWatch(
      ServerConfig config,
      Found found,
      Supplier<Designs> designs,
      Consumer<List<Slo>> apply,
      Reloads reloads,
      Scheduler scheduler) {
    this.names = config.files().slos();
    this.dialect = config.asking().dialect();
    this.designs = designs;
    this.apply = apply;
    this.reloads = reloads.of("objectives", "OpenSLO documents are");
    this.seen = found.states;
    this.beside = found.beside;
    this.named = found.named;
    slos = found.slos;
    this.reloads.warned(found.problems);
    if (!slos.isEmpty()) {
      apply.accept(slos);
      log.info("objectives are held: {} of {} files", slos.size(), texts().size());
    }
    task =
        names.isEmpty()
            ? () -> {}
            : scheduler.every(Duration.ofSeconds(SECONDS), "watch objectives", this::check);
  }

  private List<SourceText> texts() {
    var texts = new ArrayList<>(beside);
    texts.addAll(named);
    return texts;
  }

  /**
   * Makes a change to which no document is taken at the same time, so that objectives follow the
   * later of both.
   */
  synchronized void between(Runnable change) {
    change.run();
  }

  /** Takes the documents among changed designs. */
  synchronized void beside(List<SourceText> changed) {
    if (!changed.equals(beside)) {
      beside = changed;
      take(List.of());
    }
  }

  /**
   * Which objectives of new designs are stated by documents too.
   *
   * @param changed documents that come with the designs
   */
  synchronized List<Problem> taken(Designs next, List<SourceText> changed) {
    var texts = new ArrayList<>(changed);
    texts.addAll(named);
    SloDocuments read = SloDocuments.read(texts, dialect, null);
    boolean refused = read.problems().stream().anyMatch(Problem::isError);
    return SloDocuments.designed(refused ? slos : read.slos(), next);
  }

  /** Reads the named documents again, and gives what keeps all of them from being live. */
  synchronized List<Problem> reread() {
    return names.isEmpty() && beside.isEmpty() ? List.of() : read(NamedTexts.states(names));
  }

  private synchronized void check() {
    Map<Path, String> now = NamedTexts.states(names);
    if (!now.equals(seen)) {
      read(now);
    }
  }

  private List<Problem> read(Map<Path, String> now) {
    seen = now;
    NamedTexts read = NamedTexts.read(names);
    named = read.texts();
    return take(read.problems());
  }

  private List<Problem> take(List<Problem> unread) {
    SloDocuments next = SloDocuments.read(texts(), dialect, designs.get());
    var all = new ArrayList<>(unread);
    all.addAll(next.problems());
    if (all.stream().anyMatch(Problem::isError)) {
      reloads.refused(all);
      return all;
    }
    slos = next.slos();
    reloads.warned(all);
    apply.accept(slos);
    reloads.applied(slos.size() + " objectives of " + texts().size() + " files");
    return List.of();
  }

  /** What is held now. */
  synchronized List<Slo> slos() {
    return slos;
  }

  @Override
  public void close() {
    task.cancel();
  }
}
