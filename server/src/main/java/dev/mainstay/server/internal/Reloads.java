package dev.mainstay.server.internal;

import dev.mainstay.kernel.Clock;
import dev.mainstay.kernel.Event;
import dev.mainstay.kernel.Problem;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the log and the journal how changed files were taken, live as a whole or not at all, and
 * knows whether all of them were.
 */
final class Reloads {
  private static final Logger log = LoggerFactory.getLogger(Reloads.class);

  private final Consumer<List<Event>> journal;
  private final Clock clock;
  private final Set<String> refused = ConcurrentHashMap.newKeySet();
  private volatile Instant last;

  /** At the start, when all files are live. */
  Reloads(Consumer<List<Event>> journal, Clock clock) {
    this.journal = journal;
    this.clock = clock;
    this.last = clock.now();
  }

  /**
   * Of files of one kind.
   *
   * @param subject of the events, such as {@code rules}: {@code rules.applied}, {@code
   *     rules.refused}
   * @param files in words, with their verb, such as {@code rule files are}
   */
  Of of(String subject, String files) {
    return new Of(subject, files);
  }

  /** Whether what is live is what is in the files. */
  boolean areAllTaken() {
    return refused.isEmpty();
  }

  /** When files were last taken. */
  Instant last() {
    return last;
  }

  /** How files of one kind are taken. */
  final class Of {
    private final String subject;
    private final String files;

    private Of(String subject, String files) {
      this.subject = subject;
      this.files = files;
    }

    /**
     * They are live.
     *
     * @param extent how much it is, for the log
     */
    void applied(String extent) {
      unchanged();
      log.info("{} applied: {}", files, extent);
      tell("applied", "The " + files + " applied", Map.of());
    }

    /** They are what is live already. */
    void unchanged() {
      refused.remove(subject);
      last = clock.now();
    }

    /** They are not, and those before run on; at least one of the problems is an error. */
    void refused(List<Problem> problems) {
      refused.add(subject);
      Problem first =
          problems.stream().filter(Problem::isError).findFirst().orElse(problems.getFirst());
      String where = first.place() == null ? subject : first.place().toString();
      log.warn(
          "changed {} refused; those before run on: {}: {} ({} problems)",
          files,
          where,
          first.message(),
          problems.size());
      tell(
          "refused",
          "The changed " + files + " refused: " + first.message(),
          Map.of("problems", Integer.toString(problems.size()), "place", where));
    }

    /** They ask for things that they do not get; the errors among the problems are left out. */
    void warned(List<Problem> problems) {
      for (Problem problem : problems) {
        if (!problem.isError()) {
          String where = problem.place() == null ? subject : problem.place().toString();
          log.warn("{}: {}", where, problem.message());
          tell("warned", problem.message(), Map.of("place", where));
        }
      }
    }

    private void tell(String what, String summary, Map<String, String> data) {
      journal.accept(List.of(new Event(subject + "." + what, 1, "", subject, summary, data)));
    }
  }
}
