package dev.mainstay.alerting.rules.testing;

import dev.mainstay.telemetry.NativeHistogram;
import org.jspecify.annotations.Nullable;

/**
 * What a series has at one time.
 *
 * @param value of no meaning with a histogram
 * @param histogram or null
 */
record SeriesValue(double value, @Nullable NativeHistogram histogram) {
  SeriesValue(double value) {
    this(value, null);
  }
}
