package dev.mainstay.server.internal;

import dev.mainstay.design.Designs;
import dev.mainstay.design.SourceText;
import dev.mainstay.design.slo.Slo;
import dev.mainstay.kernel.Event;
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
  private final Reloads reloads;
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
    this.dialect = config.asking().dialect();
    this.designs = designs;
    this.apply = apply;
    this.reloads = new Reloads("objectives", "OpenSLO documents are", journal);
    this.seen = NamedTexts.states(names);
    this.beside = read.slos();
    this.named = NamedTexts.read(names).texts();
    SloDocuments first = SloDocuments.read(texts(), dialect, designs.get());
    slos = first.slos();
    reloads.warned(first.problems());
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
    NamedTexts named = NamedTexts.read(config.files().slos());
    var texts = new ArrayList<>(read.slos());
    texts.addAll(named.texts());
    var problems = new ArrayList<>(named.problems());
    problems.addAll(
        SloDocuments.read(texts, config.asking().dialect(), read.result().designs().orElse(null))
            .problems());
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

  private synchronized void check() {
    Map<Path, String> now = NamedTexts.states(names);
    if (now.equals(seen)) {
      return;
    }
    seen = now;
    NamedTexts read = NamedTexts.read(names);
    named = read.texts();
    take(read.problems());
  }

  private void take(List<Problem> unread) {
    SloDocuments next = SloDocuments.read(texts(), dialect, designs.get());
    var all = new ArrayList<>(unread);
    all.addAll(next.problems());
    if (all.stream().noneMatch(Problem::isError)) {
      slos = next.slos();
      reloads.warned(all);
      apply.accept(slos);
      reloads.applied(slos.size() + " objectives of " + texts().size() + " files");
    } else {
      reloads.refused(all);
    }
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
