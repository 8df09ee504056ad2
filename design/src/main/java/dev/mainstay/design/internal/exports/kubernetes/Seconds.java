package dev.mainstay.design.internal.exports.kubernetes;

import dev.mainstay.design.internal.exports.Carrier;
import dev.mainstay.kernel.Durations;
import java.time.Duration;

/** Kubernetes counts whole seconds, from one on. */
final class Seconds {
  private Seconds() {}

  /** Rounded up, which waits longer and never accuses earlier than the design. */
  static int up(Duration duration, String path, Carrier carrier) {
    int seconds = whole(duration);
    if (!duration.equals(Duration.ofSeconds(seconds))) {
      carrier.note(
          path,
          "%s became %ds: Kubernetes counts whole seconds"
              .formatted(Durations.format(duration), seconds));
    }
    return seconds;
  }

  static int whole(Duration duration) {
    long seconds = duration.toSeconds() + (duration.toNanosPart() > 0 ? 1 : 0);
    return (int) Math.clamp(seconds, 1, Integer.MAX_VALUE);
  }
}
