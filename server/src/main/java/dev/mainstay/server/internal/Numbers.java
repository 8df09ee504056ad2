package dev.mainstay.server.internal;

import dev.mainstay.kernel.Durations;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** Numbers as the API writes them: what is not known is null. */
final class Numbers {
  private Numbers() {}

  static @Nullable Double known(double value) {
    return Double.isFinite(value) ? (Double) value : null;
  }

  static @Nullable Double seconds(@Nullable Duration duration) {
    return duration == null ? null : (Double) Durations.seconds(duration);
  }

  static double unix(Instant instant) {
    return instant.getEpochSecond() + instant.getNano() / 1e9;
  }

  static <T> List<@Nullable Double> curve(Collection<T> points, ToDoubleFunction<? super T> value) {
    var curve = new ArrayList<@Nullable Double>(points.size());
    for (T point : points) {
      curve.add(known(value.applyAsDouble(point)));
    }
    return Collections.unmodifiableList(curve);
  }
}
