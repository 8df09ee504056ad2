package dev.mainstay.objectives.evaluation;

import dev.mainstay.design.Objective;
import dev.mainstay.design.slo.Slo;
import dev.mainstay.promql.Expr;
import dev.mainstay.telemetry.Matcher;
import dev.mainstay.telemetry.SampleReader;
import dev.mainstay.telemetry.query.Queries;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Makes what brings samples to the counts.
 *
 * @param parsed every query of the objectives, by its text
 */
record Feeds(
    SampleReader reader, Queries queries, SloEngine.Settings settings, Map<String, Expr> parsed) {
  /**
   * What follows one indicator.
   *
   * @param since Unix milliseconds
   */
  Feed of(Slo slo, Slo.Part part, long since) {
    if (part.metric() instanceof Slo.Metric.Ratio ratio && ratio.counter()) {
      Objective designed = slo.designed();
      return new CounterFeed(
          reader,
          selectors(ratio.part()),
          selectors(ratio.total()),
          new CountedEvents(ratio.bad(), settings.late(), settings.memory(), since),
          since,
          designed == null ? null : new ScrapedInstances(reader, slo.service()),
          designed != null && designed.sli() instanceof Objective.Sli.Latency);
    }
    return new QueryFeed(
        queries,
        settings.step(),
        SloQueries.of(part.metric()).stream().map(this::parsed).toList(),
        QueryFeed.reading(part.metric()),
        new SampledEvents(CountedEvents.LONGEST.toMillis()));
  }

  private List<List<Matcher>> selectors(String query) {
    return CounterSelectors.of(parsed(query)).orElseThrow();
  }

  private Expr parsed(String query) {
    return Objects.requireNonNull(parsed.get(query), query);
  }
}
