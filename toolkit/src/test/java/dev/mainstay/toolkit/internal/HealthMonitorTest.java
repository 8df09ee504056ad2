package dev.mainstay.toolkit.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mainstay.toolkit.Policy.Readiness;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

class HealthMonitorTest {
  private final HandTime time = new HandTime();
  private final Deque<Runnable> submitted = new ArrayDeque<>();
  private final List<Boolean> results = new ArrayList<>();
  private Readiness readiness =
      new Readiness(
          "/readyz", Duration.ofMillis(5000), Duration.ofMillis(500), 2, List.of("postgres"));
  private final HealthMonitor monitor = new HealthMonitor(time, () -> readiness, submitted::add);
  private boolean failing;
  private HealthMonitor.Body body = timeout -> {};

  HealthMonitorTest() {
    monitor.register(
        "postgres",
        timeout -> body.run(timeout),
        new HealthMonitor.Target() {
          @Override
          public boolean failing() {
            return failing;
          }

          @Override
          public void checked(boolean success) {
            results.add(success);
          }
        });
  }

  private HealthMonitor.Status status() {
    return monitor.status("postgres").orElseThrow();
  }

  private void runSubmitted() {
    while (!submitted.isEmpty()) {
      submitted.removeFirst().run();
    }
  }

  @Test
  void knowsNothingBeforeTheFirstResult() {
    assertThat(status().passed()).isFalse();
    assertThat(status().message()).isEqualTo("not checked yet");
    assertThat(monitor.status("redis")).isEmpty();
  }

  @Test
  void checksAtOnceAndThenAtTheInterval() {
    monitor.tick();
    runSubmitted();
    time.advance(4999);
    monitor.tick();
    assertThat(submitted).isEmpty();
    assertThat(results).containsExactly(true);

    time.advance(1);
    monitor.tick();
    runSubmitted();
    assertThat(results).containsExactly(true, true);
  }

  @Test
  void asksAFailingDependencyEverySecond() {
    failing = true;
    monitor.tick();
    runSubmitted();
    time.advance(999);
    monitor.tick();
    assertThat(submitted).isEmpty();

    time.advance(1);
    monitor.tick();
    assertThat(submitted).hasSize(1);
  }

  @Test
  void countsFailuresInARow() {
    body =
        timeout -> {
          throw new IOException("connection refused");
        };
    monitor.tick();
    runSubmitted();
    time.advance(5000);
    monitor.tick();
    runSubmitted();

    assertThat(status().failures()).isEqualTo(2);
    assertThat(status().message()).isEqualTo("connection refused");

    body = timeout -> {};
    time.advance(5000);
    monitor.tick();
    runSubmitted();
    assertThat(status().failures()).isZero();
    assertThat(results).containsExactly(false, false, true);
  }

  @Test
  void anAnswerAtTheTimeoutIsTooLate() {
    body = timeout -> time.advance(499);
    monitor.tick();
    runSubmitted();
    body = timeout -> time.advance(timeout);
    time.advance(5000);
    monitor.tick();
    runSubmitted();

    assertThat(results).containsExactly(true, false);
  }

  @Test
  void aHungCheckFailsAtItsTimeoutAndIsNotStartedTwice() {
    monitor.tick();
    Runnable hung = submitted.removeFirst();
    time.advance(499);
    monitor.tick();
    assertThat(results).isEmpty();

    time.advance(1);
    monitor.tick();
    assertThat(results).containsExactly(false);

    time.advance(5000);
    monitor.tick();
    assertThat(submitted).isEmpty();
    assertThat(results).containsExactly(false, false);

    hung.run();
    time.advance(5000);
    monitor.tick();
    runSubmitted();
    assertThat(results).containsExactly(false, false, true);
  }

  @Test
  void aChangedIntervalAppliesToTheNextCheck() {
    monitor.tick();
    runSubmitted();
    readiness =
        new Readiness("/readyz", Duration.ofMillis(100), Duration.ofMillis(50), 2, List.of());
    time.advance(100);

    monitor.tick();

    assertThat(submitted).hasSize(1);
  }
}
