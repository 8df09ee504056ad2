package dev.mainstay.toolkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.mainstay.toolkit.DependencyFailed.Reason;
import dev.mainstay.toolkit.Policy.BreakerPolicy;
import dev.mainstay.toolkit.Policy.DependencyPolicy;
import dev.mainstay.toolkit.Policy.Guards;
import dev.mainstay.toolkit.Policy.OnFailure;
import dev.mainstay.toolkit.Policy.Retry;
import dev.mainstay.toolkit.internal.Breaker;
import dev.mainstay.toolkit.internal.CallMetrics;
import dev.mainstay.toolkit.internal.Context;
import dev.mainstay.toolkit.internal.HandTime;
import dev.mainstay.toolkit.internal.Workers;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DependencyTest {
  private static final OnFailure FAIL_FAST =
      new OnFailure.FailFast(503, Optional.of(Duration.ofSeconds(5)));
  private static final Retry RETRY =
      new Retry(3, Duration.ofMillis(50), 2, 0, Duration.ofMillis(1000), 0.1);

  private final HandTime time = new HandTime();
  private final Metrics metrics = new Metrics();
  private final List<String> failing = new ArrayList<>();
  private final AtomicInteger attempts = new AtomicInteger();

  /**
   * Makes the attempt on the calling thread; work that takes the limit in hand time has timed out.
   */
  private final class HandWorkers implements Workers {
    @Override
    public <T extends @Nullable Object> T run(Callable<T> work, Duration limit, Runnable ended)
        throws ExecutionException, TimeoutException {
      long from = time.nanos();
      try {
        T value = work.call();
        if (time.nanos() - from >= limit.toNanos()) {
          throw new TimeoutException();
        }
        return value;
      } catch (TimeoutException e) {
        throw e;
      } catch (Exception e) {
        throw new ExecutionException(e);
      } finally {
        ended.run();
      }
    }
  }

  private Dependency dependency(Guards guards, OnFailure onFailure) {
    return new Dependency(
        policy(100, guards, onFailure),
        new Dependency.Parts(
            time,
            new HandWorkers(),
            new CallMetrics(metrics, List.of(1.0)),
            (name, now) -> failing.add(name + (now ? " fails" : " works")),
            (name, check) -> {}));
  }

  private static DependencyPolicy policy(long timeout, Guards guards, OnFailure onFailure) {
    return new DependencyPolicy(
        "postgres", "database", 1, Duration.ofMillis(timeout), guards, onFailure);
  }

  private static Guards guards(
      @Nullable Retry retry, @Nullable BreakerPolicy breaker, int bulkhead) {
    return new Guards(
        Optional.ofNullable(retry),
        Optional.ofNullable(breaker),
        bulkhead == 0 ? OptionalInt.empty() : OptionalInt.of(bulkhead),
        Optional.empty());
  }

  private Call<String> failing() {
    return context -> {
      attempts.incrementAndGet();
      throw new IOException("connection refused");
    };
  }

  private Call<String> taking(long millis) {
    return context -> {
      attempts.incrementAndGet();
      time.advance(millis);
      return "answer";
    };
  }

  private static DependencyFailed failure(Dependency dependency, Call<String> call) {
    return catchThrowableOfType(DependencyFailed.class, () -> dependency.call(call));
  }

  private <T> T within(long deadlineMillis, Callable<T> work) throws Exception {
    return Context.of(Trace.start(), Deadline.in(Duration.ofMillis(deadlineMillis), time))
        .run(work);
  }

  private void assertOutcome(String outcome, int count) {
    assertThat(metrics.text())
        .contains(
            "dependency_calls_total{dependency=\"postgres\",outcome=\""
                + outcome
                + "\"} "
                + count
                + "\n");
  }

  @Test
  void answersWhatTheCallAnswers() {
    assertThat(dependency(Guards.NONE, FAIL_FAST).call(taking(99))).isEqualTo("answer");
    assertOutcome("success", 1);
  }

  @Test
  void anAnswerAtTheTimeoutIsTooLate() {
    DependencyFailed failure = failure(dependency(Guards.NONE, FAIL_FAST), taking(100));

    assertThat(failure.reason()).isEqualTo(Reason.TIMED_OUT);
    assertThat(failure.status()).isEqualTo(503);
    assertThat(failure.retryAfter()).hasValue(Duration.ofSeconds(5));
    assertOutcome("timeout", 1);
  }

  @Test
  void aChangedTimeoutAppliesToTheNextCall() {
    Dependency dependency = dependency(Guards.NONE, FAIL_FAST);

    dependency.change(policy(101, Guards.NONE, FAIL_FAST));

    assertThat(dependency.call(taking(100))).isEqualTo("answer");
  }

  @Test
  void withoutARetryThereIsOneAttempt() {
    assertThat(failure(dependency(Guards.NONE, FAIL_FAST), failing()).reason())
        .isEqualTo(Reason.FAILED);
    assertThat(attempts).hasValue(1);
  }

  @Test
  void retriesAsOftenAsThePolicySays() {
    failure(dependency(guards(RETRY, null, 0), FAIL_FAST), failing());

    assertThat(attempts).hasValue(3);
    assertThat(time.sleeps()).containsExactly(Duration.ofMillis(50), Duration.ofMillis(100));
    assertOutcome("failure", 3);
    assertThat(metrics.text()).contains("dependency_retries_total{dependency=\"postgres\"} 2\n");
  }

  @Test
  void aRetryThatWorksIsTheAnswer() {
    Dependency dependency = dependency(guards(RETRY, null, 0), FAIL_FAST);

    String answer =
        dependency.call(context -> {
          if (context.attempt() == 1) {
            throw new IOException("reset");
          }
          return "attempt " + context.attempt();
        });

    assertThat(answer).isEqualTo("attempt 2");
  }

  @Test
  void retriesStopAtTheDeadline() throws Exception {
    Dependency dependency = dependency(guards(RETRY, null, 0), FAIL_FAST);

    within(50, () -> failure(dependency, failing()));
    assertThat(attempts).as("the retry would start at the deadline").hasValue(1);

    attempts.set(0);
    within(51, () -> failure(dependency, failing()));
    assertThat(attempts).as("the retry starts just before it").hasValue(2);
  }

  @Test
  void anAttemptGetsNoMoreTimeThanTheDeadlineLeaves() throws Exception {
    Dependency dependency = dependency(Guards.NONE, FAIL_FAST);

    assertThat(within(40, () -> dependency.call(CallContext::timeout)))
        .isEqualTo(Duration.ofMillis(40));
    assertThat(within(400, () -> dependency.call(CallContext::timeout)))
        .isEqualTo(Duration.ofMillis(100));
  }

  @Test
  void anAttemptGetsNoMoreTimeThanRetriesMayTake() {
    Retry brief = new Retry(2, Duration.ofMillis(10), 1, 0, Duration.ofMillis(150), 0.1);
    List<Duration> timeouts = new ArrayList<>();

    failure(
        dependency(guards(brief, null, 0), FAIL_FAST),
        context -> {
          timeouts.add(context.timeout());
          time.advance(90);
          throw new IOException("reset");
        });

    assertThat(timeouts).containsExactly(Duration.ofMillis(100), Duration.ofMillis(50));
  }

  @Test
  void afterTheDeadlineTheDependencyIsNotAsked() throws Exception {
    DependencyFailed failure =
        within(
            10,
            () -> {
              time.advance(10);
              return failure(dependency(Guards.NONE, FAIL_FAST), failing());
            });

    assertThat(failure.reason()).isEqualTo(Reason.DEADLINE_EXCEEDED);
    assertThat(failure.status()).isEqualTo(504);
    assertThat(attempts).hasValue(0);
    assertOutcome("rejected", 1);
  }

  @Test
  void aCallCutShortByTheDeadlineIsNotTheDependencysFault() throws Exception {
    BreakerPolicy breaker = new BreakerPolicy(1, 1, Duration.ofSeconds(1));
    Dependency dependency = dependency(guards(null, breaker, 0), FAIL_FAST);

    DependencyFailed failure = within(50, () -> failure(dependency, taking(50)));

    assertThat(failure.reason()).isEqualTo(Reason.DEADLINE_EXCEEDED);
    assertThat(dependency.breaker()).isEqualTo(Breaker.State.CLOSED);
    assertOutcome("timeout", 1);
  }

  @Test
  void anOpenBreakerAnswersAtOnceWithoutRetry() {
    BreakerPolicy breaker = new BreakerPolicy(1, 1, Duration.ofSeconds(5));
    Dependency dependency = dependency(guards(RETRY, breaker, 0), FAIL_FAST);
    failure(dependency, failing());
    assertThat(attempts).as("the breaker opens with the first failure").hasValue(1);
    int slept = time.sleeps().size();

    DependencyFailed failure = failure(dependency, failing());

    assertThat(failure.reason()).isEqualTo(Reason.BREAKER_OPEN);
    assertThat(attempts).hasValue(1);
    assertThat(time.sleeps()).hasSize(slept);
  }

  @Test
  void aFullBulkheadRefusesAndMakesRoomAgain() {
    Dependency dependency = dependency(guards(null, null, 1), FAIL_FAST);

    DependencyFailed inner = dependency.call(context -> failure(dependency, taking(1)));

    assertThat(inner.reason()).isEqualTo(Reason.BULKHEAD_FULL);
    assertThat(dependency.call(taking(1))).isEqualTo("answer");
  }

  @Test
  void retriesStopWhenTheBudgetIsSpent() {
    Retry retry = new Retry(2, Duration.ofMillis(1), 1, 0, Duration.ofSeconds(10), 0);
    Dependency dependency = dependency(guards(retry, null, 0), FAIL_FAST);

    for (int i = 0; i < 20; i++) {
      failure(dependency, failing());
    }

    assertThat(attempts).as("20 calls and the 10 retries saved up").hasValue(30);
  }

  @Test
  void degradesToTheFallbackAndMarksTheRequest() throws Exception {
    Dependency dependency = dependency(Guards.NONE, new OnFailure.Degrade("cache-unavailable"));

    String answer =
        within(
            1000,
            () ->
                dependency.call(failing(), failure -> "fallback, " + failure.reason().words())
                    + Context.current().degraded());

    assertThat(answer).isEqualTo("fallback, failed[cache-unavailable]");
  }

  @Test
  void degradingWithoutAFallbackFails() {
    Dependency dependency = dependency(Guards.NONE, new OnFailure.Degrade("cache-unavailable"));

    assertThat(failure(dependency, failing()).status()).isEqualTo(503);
  }

  @Test
  void failFastDoesNotUseTheFallback() {
    Dependency dependency = dependency(Guards.NONE, FAIL_FAST);

    assertThatThrownBy(() -> dependency.call(failing(), failure -> "fallback"))
        .isInstanceOf(DependencyFailed.class);
  }

  @Test
  void aRefusalByTheDependencyIsAnAnswer() {
    Dependency dependency =
        dependency(guards(RETRY, new BreakerPolicy(1, 1, Duration.ofSeconds(1)), 0), FAIL_FAST);

    assertThatThrownBy(() ->
            dependency.call(context -> {
              attempts.incrementAndGet();
              throw new HttpError(402, "card declined");
            }))
        .isInstanceOf(HttpError.class);

    assertThat(attempts).hasValue(1);
    assertThat(dependency.breaker()).isEqualTo(Breaker.State.CLOSED);
    assertOutcome("success", 1);
  }

  @Test
  void isFailingFromTheThirdFailureUntilChecksSucceed() {
    Dependency dependency = dependency(Guards.NONE, FAIL_FAST);

    failure(dependency, failing());
    failure(dependency, failing());
    assertThat(dependency.failing()).isFalse();
    failure(dependency, failing());
    assertThat(dependency.failing()).isTrue();

    dependency.checked(true);
    assertThat(dependency.failing()).isTrue();
    dependency.checked(true);
    assertThat(dependency.failing()).isFalse();
    assertThat(failing).containsExactly("postgres fails", "postgres works");
  }

  @Test
  void worksAgainAfterAnOutageWithoutTraffic() {
    BreakerPolicy breaker = new BreakerPolicy(0.5, 2, Duration.ofSeconds(5));
    Dependency dependency = dependency(guards(null, breaker, 0), FAIL_FAST);
    failure(dependency, failing());
    assertThat(dependency.failing()).isTrue();

    dependency.checked(true);
    dependency.checked(true);
    assertThat(dependency.failing()).as("the breaker is still open").isTrue();

    time.advance(5000);
    dependency.checked(true);
    dependency.checked(true);
    assertThat(dependency.failing()).isFalse();
    assertThat(failing).containsExactly("postgres fails", "postgres works");
  }

  @Test
  void theCallSeesTheRequestsTrace() throws Exception {
    Trace seen =
        within(
            1000,
            () ->
                dependency(Guards.NONE, FAIL_FAST)
                    .call(context -> {
                      assertThat(Trace.current()).hasValue(context.trace());
                      return context.trace();
                    }));

    assertThat(seen.traceparent()).matches("00-[0-9a-f]{32}-[0-9a-f]{16}-01");
  }
}
