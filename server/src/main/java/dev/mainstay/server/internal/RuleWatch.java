package dev.mainstay.server.internal;

import dev.mainstay.alerting.rules.GeneratedRules;
import dev.mainstay.alerting.rules.GroupStatus;
import dev.mainstay.alerting.rules.RuleEngine;
import dev.mainstay.alerting.rules.RuleFiles;
import dev.mainstay.alerting.rules.RuleListener;
import dev.mainstay.alerting.rules.RuleSettings;
import dev.mainstay.kernel.Clock;
import dev.mainstay.kernel.Problem;
import dev.mainstay.kernel.Scheduler;
import dev.mainstay.kernel.Ticker;
import dev.mainstay.promql.Dialect;
import dev.mainstay.server.NamedTexts;
import dev.mainstay.server.ServerConfig;
import dev.mainstay.telemetry.SeriesStore;
import dev.mainstay.telemetry.query.QueryEngine;
import dev.mainstay.telemetry.query.QueryMemory;
import dev.mainstay.telemetry.query.QuerySettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Evaluates the rule files, and takes changed ones live: whole when they are free of errors, not at
 * all otherwise. Looks at sizes and times of change every {@value #SECONDS} s.
 */
public final class RuleWatch implements AutoCloseable {
  private static final int SECONDS = 1;

  private final ServerConfig.Files files;
  private final Dialect dialect;
  private final RuleEngine engine;
  private final Reloads.Of reloads;
  private final Scheduler.Task task;
  private Map<Path, String> seen = Map.of();

  RuleWatch(
      ServerConfig config,
      SeriesStore series,
      Reloads reloads,
      RuleListener listener,
      Clock clock,
      Ticker ticker,
      Scheduler scheduler) {
    this.files = config.files();
    this.dialect = config.asking().dialect();
    this.reloads = reloads.of("rules", "rule files are");
    String address = config.port() == 0 ? "" : "http://" + config.host() + ":" + config.port();
    RuleSettings settings = RuleSettings.DEFAULT.withExternal(new TreeMap<>(), address);
    engine =
        new RuleEngine(
            new QueryEngine(
                series, ticker, QuerySettings.DEFAULT.with(dialect), QueryMemory.ofHeap()),
            series,
            clock,
            ticker,
            scheduler,
            settings,
            listener);
    check();
    engine.start();
    task =
        files.rules().isEmpty()
            ? () -> {}
            : scheduler.every(Duration.ofSeconds(SECONDS), "watch rules", this::check);
  }

  /** What is wrong with the rule files now. */
  public static List<Problem> problems(ServerConfig config) {
    return read(config.files(), config.asking().dialect()).problems();
  }

  private static RuleFiles read(ServerConfig.Files files, Dialect dialect) {
    NamedTexts texts = NamedTexts.read(files.rules());
    RuleFiles rules =
        RuleFiles.read(texts.texts(), dialect, GeneratedRules.Options.of(files.slothPeriod()));
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

  /** Reads the files again, changed or not, and gives what keeps them from being live. */
  synchronized List<Problem> reread() {
    return files.rules().isEmpty() ? List.of() : take(NamedTexts.states(files.rules()));
  }

  private synchronized void check() {
    Map<Path, String> now = NamedTexts.states(files.rules());
    if (!now.equals(seen)) {
      take(now);
    }
  }

  private List<Problem> take(Map<Path, String> now) {
    seen = now;
    RuleFiles rules = read(files, dialect);
    if (rules.hasErrors()) {
      reloads.refused(rules.problems());
      return rules.problems();
    }
    engine.apply(rules.groups());
    reloads.applied(rules.groups().size() + " groups of " + now.size() + " files");
    return List.of();
  }

  @Override
  public void close() {
    task.cancel();
    engine.close();
  }
}
