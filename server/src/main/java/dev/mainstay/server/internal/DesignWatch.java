package dev.mainstay.server.internal;

import dev.mainstay.design.Designs;
import dev.mainstay.design.slo.Slo;
import dev.mainstay.kernel.Clock;
import dev.mainstay.kernel.Problem;
import dev.mainstay.kernel.ProblemException;
import dev.mainstay.kernel.Scheduler;
import dev.mainstay.server.DesignFiles;
import dev.mainstay.server.NamedTexts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Takes changed design files live: whole when they are free of errors, not at all otherwise. Looks
 * at sizes and times of change every {@value #SECONDS} s.
 */
final class DesignWatch implements AutoCloseable {
  private static final int SECONDS = 1;

  private final Path folder;
  private final Running applied;
  private final Consumer<Applied> apply;
  private final SloWatch slos;
  private final Reloads.Of reloads;
  private final Clock clock;
  private final Scheduler.Task task;
  private Map<Path, String> seen;

  /** The documents that held when they kept designs from being taken, or null. */
  private @Nullable List<Slo> inTheWay;

  /**
   * @param apply makes the engines follow new designs
   * @param slos takes the OpenSLO documents among them, when the designs are free of errors
   */
  DesignWatch(
      Path folder,
      Running applied,
      Consumer<Applied> apply,
      SloWatch slos,
      Reloads reloads,
      Clock clock,
      Scheduler scheduler) {
    this.folder = folder;
    this.applied = applied;
    this.apply = apply;
    this.slos = slos;
    this.reloads = reloads.of("design", "designs are");
    this.clock = clock;
    this.seen = look();
    this.task = scheduler.every(Duration.ofSeconds(SECONDS), "watch designs", this::check);
  }

  /** Reads the files again, changed or not, and gives what keeps them from being live. */
  synchronized List<Problem> reread() {
    return take(look());
  }

  private synchronized void check() {
    Map<Path, String> now = look();
    if (!now.equals(seen) || (inTheWay != null && !inTheWay.equals(slos.slos()))) {
      take(now);
    }
  }

  private List<Problem> take(Map<Path, String> now) {
    seen = now;
    inTheWay = null;
    List<Problem> problems;
    try {
      DesignFiles.Read read = DesignFiles.read(List.of(folder), clock);
      problems = read.result().problems();
      Optional<Designs> designs = read.result().designs();
      List<Problem> taken = designs.map(found -> slos.taken(found, read.slos())).orElse(List.of());
      if (!taken.isEmpty()) {
        problems = taken;
        inTheWay = slos.slos();
      } else if (designs.isPresent()) {
        var next = new Applied(read.result(), read.runbooks(), clock.now(), problems);
        boolean changed = !next.designs().equals(applied.get().designs());
        slos.between(() -> {
          if (changed) {
            apply.accept(next);
          }
          applied.set(next);
        });
        if (changed) {
          reloads.applied(next.designs().services().size() + " services");
        } else {
          reloads.unchanged();
        }
        slos.beside(read.slos());
        return List.of();
      }
    } catch (ProblemException e) {
      problems = e.problems();
    }
    applied.set(applied.get().refusing(problems));
    reloads.refused(problems);
    return problems;
  }

  private Map<Path, String> look() {
    var state = new TreeMap<Path, String>();
    look(folder, state).stream().filter(Files::isDirectory).forEach(inside -> look(inside, state));
    return state;
  }

  /** Notes the files of a folder; gives all that is in it. */
  private static List<Path> look(Path folder, Map<Path, String> state) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> found = Files.list(folder)) {
      List<Path> all = found.toList();
      for (Path file : all) {
        if (Files.isRegularFile(file)) {
          state.put(file, NamedTexts.state(file));
        }
      }
      return all;
    } catch (IOException e) {
      state.put(folder, e.getClass().getSimpleName());
      return List.of();
    }
  }

  @Override
  public void close() {
    task.cancel();
  }
}
