package dev.mainstay.telemetry.scrape;

import dev.mainstay.kernel.Clock;
import dev.mainstay.kernel.Scheduler;
import dev.mainstay.kernel.Ticker;
import dev.mainstay.telemetry.Exemplars;
import dev.mainstay.telemetry.MetricMetadata;
import dev.mainstay.telemetry.SeriesStore;

/** What all scrapes share. */
record Shared(
    SeriesStore store,
    Exemplars exemplars,
    MetricMetadata metadata,
    Clock clock,
    Ticker ticker,
    Scheduler scheduler) {}
