package dev.mainstay.design.internal.read;

import dev.mainstay.design.Defaults;
import dev.mainstay.design.Dependency;
import dev.mainstay.design.Dependency.Bounds;
import dev.mainstay.design.Dependency.Breaker;
import dev.mainstay.design.Dependency.Latency;
import dev.mainstay.design.Dependency.OnFailure;
import dev.mainstay.design.Dependency.Pool;
import dev.mainstay.design.Dependency.Retry;
import dev.mainstay.kernel.Nearest;
import dev.mainstay.kernel.Percentage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The section {@code dependencies}. */
final class DependencyReader {
  private static final Form<Percentage> REQUIRED =
      Forms.of(
              "always, never or { for: 30 % }",
              text ->
                  switch (text) {
                    case "always" -> Optional.of(Percentage.of("100"));
                    case "never" -> Optional.of(Percentage.of("0"));
                    default -> Optional.empty();
                  },
              text ->
                  switch (text) {
                    case "true", "yes" -> Optional.of("always");
                    case "false", "no" -> Optional.of("never");
                    default -> Nearest.of(text, List.of("always", "never"));
                  })
          .spelt(Spelling.words(List.of("always", "never")));
  private static final Form<OnFailure> ON_FAILURE =
      Forms.of(
              "failFast, { error: 503, retryAfter: 5s } or { degrade: MODE }",
              text ->
                  text.equals("failFast")
                      ? Optional.<OnFailure>of(
                          new OnFailure.FailFast(Defaults.FAIL_FAST_STATUS, null))
                      : Optional.empty(),
              text -> Nearest.of(text, List.of("failFast")))
          .spelt(Spelling.words(List.of("failFast")));
  private static final Form<Integer> ERROR_STATUS = Forms.count(400, 599);
  private static final Form<Integer> FROM_ONE = Forms.count(1, 1_000_000);

  private DependencyReader() {}

  static List<Dependency> read(Section service) {
    List<Dependency> dependencies = new ArrayList<>();
    for (Section.Member member : service.members("dependencies")) {
      dependencies.add(dependency(member.name(), member.section()));
      member.section().end();
    }
    return dependencies;
  }

  private static Dependency dependency(String name, Section section) {
    var kind = section.required("kind", Forms.word(Dependency.Kind.class), Dependency.Kind.SERVICE);
    var required = required(section);
    var calls = section.or("callsPerRequest", Forms.NUMBER_FROM_ZERO, callsPerRequest(required));
    var latency = section.optionalSection("latency").map(DependencyReader::latency);
    var availability = section.value("availability", Forms.PERCENT);
    var timeout = section.required("timeout", Forms.DURATION_ABOVE_ZERO, Duration.ofSeconds(1));
    var connectTimeout = section.value("connectTimeout", Forms.DURATION_ABOVE_ZERO);
    var passDeadline = section.or("passDeadline", Forms.FLAG, true);
    var retry = section.optionalSection("retry").map(DependencyReader::retry);
    var pool = section.optionalSection("pool").map(DependencyReader::pool);
    var breaker = section.optionalSection("breaker").map(DependencyReader::breaker);
    var bulkhead = section.value("bulkhead", FROM_ONE);
    var onFailure = onFailure(section);
    var fallback = section.value("fallback", Forms.DEPENDENCY);
    var because = section.value("because", Forms.TEXT);
    var bounds =
        new Bounds(
            section.value("limit", Forms.RATE_ABOVE_ZERO).orElse(null),
            section.value("maxConnections", FROM_ONE).orElse(null),
            section.value("capacity", Forms.RATE_ABOVE_ZERO).orElse(null));
    return new Dependency(
        name,
        kind,
        required,
        calls,
        latency.orElse(null),
        availability.orElse(null),
        timeout,
        connectTimeout.orElse(null),
        passDeadline,
        retry.orElse(null),
        pool.orElse(null),
        breaker.orElse(null),
        bulkhead.orElse(null),
        onFailure,
        fallback.orElse(null),
        because.orElse(null),
        bounds);
  }

  /** A dependency that a share of the requests needs is called by that share. */
  private static double callsPerRequest(Percentage required) {
    return required.fraction().signum() == 0
        ? Defaults.CALLS_PER_REQUEST
        : Defaults.CALLS_PER_REQUEST * required.asFraction();
  }

  private static Percentage required(Section section) {
    return section.choice(
        "required",
        Choice.of(REQUIRED).orSection(DependencyReader::share),
        Defaults.ALWAYS_REQUIRED);
  }

  private static Percentage share(Section section) {
    Percentage share = section.required("for", Forms.PERCENT, Defaults.ALWAYS_REQUIRED);
    section.end();
    return share;
  }

  private static Latency latency(Section section) {
    var p50 = section.required("p50", Forms.DURATION_ABOVE_ZERO, Duration.ofMillis(1));
    var p99 = section.required("p99", Forms.DURATION_ABOVE_ZERO, p50);
    if (section.has("p50") && section.has("p99") && p99.compareTo(p50) < 0) {
      section
          .reading()
          .error(
              "MS-F008",
              "latency: p99 below p50 (expected: p50 <= p99)",
              section.placeOf("p99"),
              "exchange the two");
    }
    section.end();
    return new Latency(p50, p99);
  }

  private static Retry retry(Section section) {
    var retry =
        new Retry(
            section.required("attempts", Forms.count(1, 100), 1),
            section.or("wait", Forms.DURATION_FROM_ZERO, Defaults.RETRY_WAIT),
            section.or("factor", Forms.FACTOR_FROM_ONE, Defaults.RETRY_FACTOR),
            section.or("jitter", Forms.PERCENT, Defaults.RETRY_JITTER),
            section.value("within", Forms.DURATION_ABOVE_ZERO).orElse(null),
            section.value("key", Forms.TEXT).orElse(null),
            section.or("budget", Forms.PERCENT, Defaults.RETRY_BUDGET),
            section.value("maxWait", Forms.DURATION_ABOVE_ZERO).orElse(null),
            section.values("on", Forms.HTTP_METHOD).orElse(List.of()));
    section.end();
    return retry;
  }

  private static Pool pool(Section section) {
    var pool =
        new Pool(
            section.required("size", FROM_ONE, 1),
            section.or("wait", Forms.DURATION_FROM_ZERO, Defaults.POOL_WAIT));
    section.end();
    return pool;
  }

  private static Breaker breaker(Section section) {
    var failures = section.or("failures", Forms.PERCENT, Defaults.BREAKER_FAILURES);
    int of = section.or("of", FROM_ONE, Defaults.BREAKER_OF);
    var openFor = section.or("openFor", Forms.DURATION_ABOVE_ZERO, Defaults.BREAKER_OPEN_FOR);
    Optional<Integer> consecutive = section.value("consecutive", FROM_ONE);
    if (consecutive.isPresent() && (section.has("failures") || section.has("of"))) {
      section
          .reading()
          .error(
              "MS-F008",
              "breaker with both consecutive and failures of (expected: one of them)",
              section.placeOf("consecutive"),
              "remove `consecutive`, or `failures` and `of`");
    }
    section.end();
    return consecutive
        .map(count -> new Breaker(Percentage.of("100"), count, openFor, true))
        .orElseGet(() -> new Breaker(failures, of, openFor, false));
  }

  private static OnFailure onFailure(Section section) {
    return section.choice(
        "onFailure",
        Choice.of(ON_FAILURE).orSection(DependencyReader::inFull),
        new OnFailure.FailFast(Defaults.FAIL_FAST_STATUS, null));
  }

  private static OnFailure inFull(Section section) {
    OnFailure onFailure =
        section.either("degrade", DependencyReader::degrade, DependencyReader::failFast);
    section.end();
    return onFailure;
  }

  private static OnFailure degrade(Section section) {
    return new OnFailure.Degrade(section.required("degrade", Forms.MODE, "unknown"));
  }

  private static OnFailure failFast(Section section) {
    return new OnFailure.FailFast(
        section.required("error", ERROR_STATUS, Defaults.FAIL_FAST_STATUS),
        section.value("retryAfter", Forms.DURATION_ABOVE_ZERO).orElse(null));
  }
}
