package dev.mainstay.server.internal;

import dev.mainstay.alerting.rules.GroupStatus;
import dev.mainstay.alerting.rules.RuleEngine;
import dev.mainstay.alerting.rules.RuleFiles;
import dev.mainstay.alerting.rules.RuleSettings;
import dev.mainstay.kernel.Clock;
import dev.mainstay.kernel.Event;
import dev.mainstay.kernel.Problem;
import dev.mainstay.kernel.Scheduler;
import dev.mainstay.kernel.Ticker;
import dev.mainstay.promql.Dialect;
import dev.mainstay.server.RuleTexts;
import dev.mainstay.server.ServerConfig;
import dev.mainstay.telemetry.SeriesStore;
import dev.mainstay.telemetry.query.QueryEngine;
import dev.mainstay.telemetry.query.QuerySettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Evaluates the rule files, and takes changed ones live: whole when they are free of errors, not at
 * all otherwise. Looks at sizes and times of change every {@value #SECONDS} s.
 */
public final class RuleWatch implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(RuleWatch.class);
  private static final int SECONDS = 1;

  private final List<String> names;
  private final Dialect dialect;
  private final RuleEngine engine;
  private final Consumer<List<Event>> journal;
  private final Scheduler.Task task;
  private Map<Path, String> seen = Map.of();

  RuleWatch(
      ServerConfig config,
      SeriesStore series,
      Consumer<List<Event>> journal,
      Clock clock,
      Ticker ticker,
      Scheduler scheduler) {
    this.names = config.files().rules();
    this.dialect = config.asking().dialect();
    this.journal = journal;
    String address = config.port() == 0 ? "" : "http://" + config.host() + ":" + config.port();
    RuleSettings settings = RuleSettings.DEFAULT.withExternal(new TreeMap<>(), address);
    engine =
        new RuleEngine(
            new QueryEngine(series, ticker, QuerySettings.DEFAULT.with(dialect)),
            series,
            clock,
            ticker,
            scheduler,
            settings);
    check();
    engine.start();
    task =
        names.isEmpty()
            ? () -> {}
            : scheduler.every(Duration.ofSeconds(SECONDS), "watch rules", this::check);
  }

  /** What is wrong with the rule files now. */
  public static List<Problem> problems(ServerConfig config) {
    return read(config.files().rules(), config.asking().dialect()).problems();
  }

  private static RuleFiles read(List<String> names, Dialect dialect) {
    RuleTexts texts = RuleTexts.read(names);
    RuleFiles rules = RuleFiles.read(texts.texts(), dialect);
    List<Problem> problems = new ArrayList<>(texts.problems());
    problems.addAll(rules.problems());
    return new RuleFiles(rules.groups(), problems, rules.texts());
  }

  /** All groups with what their last evaluation gave. */
  public List<GroupStatus> groups() {
    return engine.groups();
  }

  /** Lines of Mainstay's own exposition. */
  String metrics() {
    List<GroupStatus> all = groups();
    long failing =
        all.stream()
            .flatMap(group -> group.rules().stream())
            .filter(rule -> rule.problem() != null)
            .count();
    long missed = all.stream().mapToLong(GroupStatus::missed).sum();
    return """
    # HELP mainstay_rule_groups Groups of Prometheus rule files.
    # TYPE mainstay_rule_groups gauge
    mainstay_rule_groups %d
    # HELP mainstay_rules_failing Rules whose last evaluation failed.
    # TYPE mainstay_rules_failing gauge
    mainstay_rules_failing %d
    # HELP mainstay_rule_evaluations_missed_total Evaluations left out for want of time.
    # TYPE mainstay_rule_evaluations_missed_total counter
    mainstay_rule_evaluations_missed_total %d
    """
        .formatted(all.size(), failing, missed);
  }

  private synchronized void check() {
    Map<Path, String> now = look();
    if (now.equals(seen)) {
      return;
    }
    seen = now;
    RuleFiles rules = read(names, dialect);
    if (!rules.hasErrors()) {
      engine.apply(rules.groups());
      log.info("rules are applied: {} groups of {} files", rules.groups().size(), now.size());
      tell("rules.applied", "The rule files are applied", Map.of());
      return;
    }
    Problem first = rules.problems().stream().filter(Problem::isError).findFirst().orElseThrow();
    String where = first.place() == null ? "rule files" : first.place().toString();
    log.warn("changed rules are refused; the old ones run on: {}: {}", where, first.message());
    tell(
        "rules.refused",
        "The changed rule files are refused: " + first.message(),
        Map.of("problems", Integer.toString(rules.problems().size()), "place", where));
  }

  private void tell(String type, String summary, Map<String, String> data) {
    journal.accept(List.of(new Event(type, 1, "", "rules", summary, data)));
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
    engine.close();
  }
}
