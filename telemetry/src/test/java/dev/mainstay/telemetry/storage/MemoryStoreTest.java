package dev.mainstay.telemetry.storage;

import dev.mainstay.telemetry.MemorySeriesStore;
import dev.mainstay.telemetry.SeriesLimits;
import dev.mainstay.telemetry.SeriesStore;
import java.time.Duration;

class MemoryStoreTest extends SeriesStoreContract {
  @Override
  SeriesStore open(SeriesLimits limits) {
    return new MemorySeriesStore(Duration.ofHours(6), limits);
  }
}
