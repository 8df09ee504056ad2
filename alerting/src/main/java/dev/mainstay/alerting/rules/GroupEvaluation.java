package dev.mainstay.alerting.rules;

import dev.mainstay.alerting.rules.RuleSamples.Result;
import dev.mainstay.kernel.Ticker;
import dev.mainstay.telemetry.Labels;
import dev.mainstay.telemetry.SeriesStore;
import dev.mainstay.telemetry.query.QueryEngine;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One group at work: its rules one after the other, each seeing what those before it wrote.
 * Thread-safe.
 */
public final class GroupEvaluation {
  private static final Logger log = LoggerFactory.getLogger(GroupEvaluation.class);

  private final RuleGroup group;
  private final Duration interval;
  private final SeriesStore store;
  private final RuleQueries queries;
  private final RuleSamples samples;
  private final Ticker ticker;
  private final List<RuleState> rules = new ArrayList<>();

  /** Series of rules that are no longer in the group; they end with the next evaluation. */
  private final Set<Labels> leftOver = new LinkedHashSet<>();

  private @Nullable Instant lastEvaluation;
  private Duration took = Duration.ZERO;
  private long missed;

  /**
   * A group that was never evaluated.
   *
   * @param restored whether there is nothing from before a restart to look for; else see {@link
   *     #restore}
   */
  public GroupEvaluation(
      RuleGroup group,
      RuleSettings settings,
      QueryEngine engine,
      SeriesStore store,
      Ticker ticker,
      boolean restored) {
    Duration own = group.interval();
    Duration offset = group.queryOffset();
    this.group = group;
    this.interval = own == null ? settings.interval() : own;
    this.store = store;
    this.queries = new RuleQueries(engine, offset == null ? settings.queryOffset() : offset);
    this.samples = new RuleSamples(store);
    this.ticker = ticker;
    for (Rule rule : group.rules()) {
      rules.add(
          switch (rule) {
            case RecordingRule recording -> new RecordingState(recording);
            case AlertingRule alerting -> new AlertingState(alerting, settings, restored);
          });
    }
  }

  public RuleGroup group() {
    return group;
  }

  public Duration interval() {
    return interval;
  }

  /** Takes over what the same group knew before its file changed. */
  synchronized void adopt(GroupEvaluation older) {
    Map<String, Deque<RuleState>> known = new HashMap<>();
    synchronized (older) {
      for (RuleState state : older.rules) {
        known.computeIfAbsent(state.rule().identity(), key -> new ArrayDeque<>()).add(state);
      }
      lastEvaluation = older.lastEvaluation;
      took = older.took;
      missed = older.missed;
      leftOver.addAll(older.leftOver);
    }
    for (RuleState state : rules) {
      Deque<RuleState> same = known.get(state.rule().identity());
      if (same != null && !same.isEmpty()) {
        state.adopt(same.poll());
      }
    }
    known
        .values()
        .forEach(states -> states.forEach(state -> leftOver.addAll(state.replace(List.of()))));
  }

  /**
   * Evaluates all rules. A rule that fails is told in the {@link #status} and does not keep the
   * others from being evaluated.
   *
   * @param at later than the last time
   */
  public synchronized void evaluate(Instant at) {
    long begun = ticker.nanos();
    for (RuleState state : rules) {
      long ruleBegun = ticker.nanos();
      String problem = evaluate(state, at);
      state.evaluated(at, ticker.since(ruleBegun), problem);
    }
    endLeftOver(at);
    lastEvaluation = at;
    took = ticker.since(begun);
  }

  private @Nullable String evaluate(RuleState state, Instant at) {
    state.judged(false);
    try {
      List<Result> results = state.evaluate(queries, at, group.limit());
      state.judged(true);
      List<Labels> gone = state.replace(results);
      results.forEach(result -> leftOver.remove(result.labels()));
      return samples.write(results, gone, queries.sampled(at).toEpochMilli());
    } catch (RuleException e) {
      return e.getMessage();
    } catch (StackOverflowError e) {
      return "nested too deep";
    } catch (RuntimeException e) {
      log.error("rule {} of group {} failed", state.rule().name(), group.name(), e);
      return "unexpected failure: " + e;
    }
  }

  private void endLeftOver(Instant at) {
    samples.write(List.of(), leftOver, queries.sampled(at).toEpochMilli());
    leftOver.clear();
  }

  /** Ends all series of the group. */
  synchronized void end(Instant at) {
    rules.forEach(state -> leftOver.addAll(state.replace(List.of())));
    endLeftOver(at);
  }

  /** Gives alerts back what they were before a restart; after the second evaluation. */
  synchronized void restore(Instant at) {
    for (RuleState state : rules) {
      if (state instanceof AlertingState alerting) {
        alerting.restore(store, at);
      }
    }
  }

  synchronized void missed(long evaluations) {
    missed += evaluations;
  }

  public synchronized GroupStatus status() {
    return new GroupStatus(
        group,
        interval,
        lastEvaluation,
        took,
        missed,
        rules.stream().map(RuleState::status).toList());
  }
}
