package dev.mainstay.server.internal;

import dev.mainstay.kernel.Clock;
import dev.mainstay.kernel.Ticker;
import dev.mainstay.server.internal.prometheus.MetadataPages;
import dev.mainstay.server.internal.prometheus.PrometheusApi;
import dev.mainstay.server.internal.prometheus.QueryPages;
import dev.mainstay.server.internal.prometheus.RulePages;
import dev.mainstay.server.internal.prometheus.SeriesPages;
import dev.mainstay.server.internal.prometheus.StatusPages;
import dev.mainstay.server.internal.prometheus.StoragePages;
import dev.mainstay.server.internal.prometheus.Stores;
import dev.mainstay.server.internal.prometheus.TargetPages;
import dev.mainstay.telemetry.Scraper;
import dev.mainstay.telemetry.query.QueryEngine;
import dev.mainstay.telemetry.query.QuerySettings;
import dev.mainstay.telemetry.scrape.ConfiguredScrapes;
import dev.mainstay.telemetry.storage.DurableSeriesStore;

/** Puts together what answers as a Prometheus does. */
final class PromqlPages {
  private PromqlPages() {}

  static PrometheusApi.Pages pages(
      QueryEngine engine,
      Stores stores,
      DurableSeriesStore series,
      Scraper scraper,
      ScrapeWatch watch,
      RuleWatch rules,
      StoragePages storage,
      Reloads reloads,
      Clock clock,
      Ticker ticker) {
    QuerySettings settings = engine.settings();
    ConfiguredScrapes scrapes = watch.scrapes();
    return new PrometheusApi.Pages(
        new QueryPages(engine, stores, clock, ticker),
        new SeriesPages(series, stores, settings.dialect()),
        new StatusPages(
            clock.now(),
            settings,
            series::stats,
            () -> new StatusPages.Raw(series.shortestRaw(), series.retention().raw()),
            () -> new StatusPages.Reload(reloads.areAllTaken(), reloads.last()),
            () -> scrapes.config().text()),
        new RulePages(rules::groups, settings.dialect()),
        new TargetPages(scraper::targets, scrapes),
        new MetadataPages(scraper.metadata(), watch.exemplars(), settings.dialect()),
        storage);
  }
}
