package dev.mainstay.design.internal.checks;

import dev.mainstay.design.Dependency;
import dev.mainstay.design.Dependency.Retry;
import dev.mainstay.kernel.Durations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** How long a call with its retries takes when every attempt times out. */
public final class Retries {
  private final Retry retry;
  private final Duration timeout;

  public Retries(Retry retry, Duration timeout) {
    this.retry = retry;
    this.timeout = timeout;
  }

  /** With every wait drawn shortest; jitter only shortens a wait. */
  public Duration least() {
    return attempts().plus(Numbers.times(waits(), 1 - retry.jitter().asFraction()));
  }

  /** With every wait drawn longest. */
  public Duration most() {
    return attempts().plus(waits());
  }

  public String sumOfLeast() {
    String jitter =
        retry.jitter().fraction().signum() == 0 || retry.attempts() == 1
            ? ""
            : " x (1 - " + retry.jitter() + ")";
    return "%d x %s + (%s)%s = %s"
        .formatted(
            retry.attempts(),
            Durations.format(timeout),
            waitsInWords(),
            jitter,
            Durations.format(least()));
  }

  public String sumOfMost() {
    return "%d x %s + (%s) = %s"
        .formatted(
            retry.attempts(), Durations.format(timeout), waitsInWords(), Durations.format(most()));
  }

  /** The longest that a caller waits for the dependency's answer or failure. */
  public static Duration worst(Dependency dependency) {
    return worst(dependency, dependency.timeout());
  }

  /** The same with another timeout of one attempt. */
  public static Duration worst(Dependency dependency, Duration timeout) {
    var pool = dependency.pool();
    Duration waiting = pool == null ? Duration.ZERO : pool.maxWait();
    var retry = dependency.retry();
    if (retry == null) {
      return waiting.plus(timeout);
    }
    Duration most = new Retries(retry, timeout).most();
    Duration within = retry.within();
    return waiting.plus(within == null ? most : Numbers.min(most, within));
  }

  private Duration attempts() {
    return timeout.multipliedBy(retry.attempts());
  }

  private List<Duration> eachWait() {
    List<Duration> waits = new ArrayList<>();
    double factor = 1;
    for (int i = 1; i < retry.attempts(); i++) {
      Duration wait = Numbers.times(retry.firstWait(), factor);
      Duration most = retry.maxWait();
      waits.add(most == null ? wait : Numbers.min(wait, most));
      factor = Math.min(factor * retry.factor(), 1e6);
    }
    return waits;
  }

  private Duration waits() {
    Duration longest = Duration.ofDays(36500);
    return eachWait().stream().reduce(Duration.ZERO, (a, b) -> Numbers.min(a.plus(b), longest));
  }

  private String waitsInWords() {
    List<Duration> waits = eachWait();
    if (waits.isEmpty()) {
      return "0s";
    }
    if (waits.size() > 4) {
      return "waits of " + Durations.format(waits());
    }
    return String.join(" + ", waits.stream().map(Durations::format).toList());
  }
}
