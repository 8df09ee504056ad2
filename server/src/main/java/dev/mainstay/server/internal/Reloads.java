package dev.mainstay.server.internal;

import dev.mainstay.kernel.Event;
import dev.mainstay.kernel.Problem;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the log and the journal how changed files were taken: live as a whole, or not at all.
 *
 * @param subject of the events, such as {@code rules}: {@code rules.applied}, {@code rules.refused}
 * @param files in words, with their verb, such as {@code rule files are}
 */
record Reloads(String subject, String files, Consumer<List<Event>> journal) {
  private static final Logger log = LoggerFactory.getLogger(Reloads.class);

  /**
   * They are live.
   *
   * @param extent how much it is, for the log
   */
  void applied(String extent) {
    log.info("{} applied: {}", files, extent);
    tell("applied", "The " + files + " applied", Map.of());
  }

  /** They are not, and those before run on; at least one of the problems is an error. */
  void refused(List<Problem> problems) {
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
