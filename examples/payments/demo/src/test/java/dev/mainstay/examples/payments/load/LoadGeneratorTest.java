package dev.mainstay.examples.payments.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.ConnectException;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

class LoadGeneratorTest {
  private final ManualTime time = new ManualTime();
  private final FakeSystem system = new FakeSystem();

  /** Answers at once, or holds the answers back. */
  private static final class FakeSystem implements Transport {
    final List<Call> calls = new ArrayList<>();
    final List<Runnable> held = new ArrayList<>();
    boolean stalled;
    String version = "1.0.0";

    @Override
    public CompletionStage<Reply> send(Call call) {
      calls.add(call);
      CompletableFuture<Reply> reply = new CompletableFuture<>();
      Runnable answer = () -> reply.complete(answer(call));
      if (stalled) {
        held.add(answer);
      } else {
        answer.run();
      }
      return reply;
    }

    private Reply answer(Call call) {
      String key = call.headers().getOrDefault("idempotency-key", "");
      String id = key.isEmpty() ? call.path().split("/", -1)[2] : "p-" + key;
      return new Reply(
          call.step() == Step.CREATE ? 201 : 200, version, "", "{\"id\":\"" + id + "\"}");
    }

    void release() {
      stalled = false;
      held.forEach(Runnable::run);
      held.clear();
    }
  }

  private LoadGenerator generator(double rate, int maxOut) {
    return new LoadGenerator(
        new Journeys(1, "test"),
        system,
        time,
        new LoadGenerator.Settings(rate, maxOut, Duration.ofMillis(100), 100_000));
  }

  private void run(LoadGenerator generator, Duration length) {
    Duration tick = Duration.ofMillis(1);
    for (Duration at = Duration.ZERO; at.compareTo(length) < 0; at = at.plus(tick)) {
      generator.sendDue();
      time.advance(tick);
    }
  }

  @Property(tries = 50)
  void sendsTheRateExactlyWhateverItIs(@ForAll @DoubleRange(min = 1, max = 900) double rate) {
    FakeSystem fresh = new FakeSystem();
    ManualTime clock = new ManualTime();
    LoadGenerator generator =
        new LoadGenerator(
            new Journeys(1, "test"),
            fresh,
            clock,
            new LoadGenerator.Settings(rate, 10, Duration.ofMillis(100), 10));
    clock.advance(Duration.ofSeconds(10));
    generator.sendDue();
    assertThat((double) fresh.calls.size()).isBetween(rate * 10, rate * 10 + 1);
  }

  @Test
  void aStallShowsInLatencyAndNotInFewerRequests() {
    LoadGenerator generator = generator(100, 2_000);
    run(generator, Duration.ofSeconds(1));
    system.stalled = true;
    run(generator, Duration.ofSeconds(3));
    system.release();
    run(generator, Duration.ofSeconds(1));

    Interval stall =
        generator
            .results()
            .interval(ManualTime.ORIGIN.plusSeconds(1), ManualTime.ORIGIN.plusSeconds(4));
    assertThat(stall.requests()).isEqualTo(300);
    assertThat(stall.success()).isEqualTo(1);
    assertThat(stall.overall().p50()).isBetween(Duration.ofMillis(1480), Duration.ofMillis(1530));
    assertThat(stall.overall().max()).isBetween(Duration.ofMillis(2990), Duration.ofMillis(3010));
    Interval after =
        generator
            .results()
            .interval(ManualTime.ORIGIN.plusSeconds(4), ManualTime.ORIGIN.plusSeconds(5));
    assertThat(after.requests()).isEqualTo(100);
    assertThat(after.overall().max()).isLessThan(Duration.ofMillis(2));
  }

  @Test
  void aLateSenderCountsItsOwnLateness() {
    LoadGenerator generator = generator(10, 100);
    time.advance(Duration.ofMillis(450));
    generator.sendDue();

    Interval all = generator.results().interval(ManualTime.ORIGIN, Instant.MAX);
    assertThat(all.requests()).isEqualTo(5);
    assertThat(all.overall().max()).isBetween(Duration.ofMillis(449), Duration.ofMillis(451));
  }

  @Test
  void requestsBeyondTheLimitAreCountedAsDropped() {
    system.stalled = true;
    LoadGenerator generator = generator(100, 30);
    run(generator, Duration.ofSeconds(1));

    assertThat(generator.out()).isEqualTo(30);
    assertThat(system.calls).hasSize(30);
    Interval all = generator.results().interval(ManualTime.ORIGIN, Instant.MAX);
    assertThat(all.count("dropped")).isEqualTo(70);
    assertThat(all.success()).isZero();
    system.release();
    assertThat(generator.out()).isZero();
    assertThat(generator.results().recorded()).isEqualTo(100);
  }

  @Test
  void theRateChangesWhileRunningAndZeroPauses() {
    LoadGenerator generator = generator(100, 100);
    run(generator, Duration.ofSeconds(1));
    generator.rate(300);
    run(generator, Duration.ofSeconds(1));
    assertThat(system.calls.size()).isBetween(398, 402);
    generator.rate(0);
    int before = system.calls.size();
    run(generator, Duration.ofSeconds(1));
    assertThat(system.calls).hasSize(before);
    generator.rate(50);
    run(generator, Duration.ofSeconds(1));
    assertThat(system.calls.size() - before).isBetween(49, 51);
    assertThatThrownBy(() -> generator.rate(-1)).hasMessageContaining("rate: -1.0/s");
  }

  @Test
  void journeysCreateLookAndRefundInOrder() {
    LoadGenerator generator = generator(100, 100);
    run(generator, Duration.ofSeconds(30));

    Interval all = generator.results().interval(ManualTime.ORIGIN, Instant.MAX);
    assertThat(all.success()).isEqualTo(1);
    long created = all.of(Step.CREATE).requests();
    assertThat(created).isBetween(800L, 960L);
    assertThat(all.of(Step.GET).requests()).isBetween(created - 40, created);
    assertThat(all.of(Step.REFUND).requests()).isBetween(created - 60, created);
    assertThat((double) all.of(Step.CREATE_AGAIN).requests() / created).isBetween(0.15, 0.25);
    Set<String> keys = new HashSet<>();
    for (Call call : system.calls) {
      if (call.step() == Step.CREATE) {
        assertThat(keys.add(call.headers().get("idempotency-key"))).isTrue();
      }
    }
  }

  @Test
  void failuresAreCountedByTheirKindAndEndTheJourney() {
    Transport failing =
        call ->
            CompletableFuture.failedFuture(
                call.headers().getOrDefault("idempotency-key", "").endsWith("0")
                    ? new HttpTimeoutException("late")
                    : new ConnectException());
    LoadGenerator generator =
        new LoadGenerator(
            new Journeys(1, "test"),
            failing,
            time,
            new LoadGenerator.Settings(100, 10, Duration.ofMillis(100), 1000));
    run(generator, Duration.ofSeconds(1));

    Interval all = generator.results().interval(ManualTime.ORIGIN, Instant.MAX);
    assertThat(all.requests()).isEqualTo(100);
    assertThat(all.count("timeout")).isEqualTo(10);
    assertThat(all.count("connection")).isEqualTo(90);
  }

  @Test
  void anAnswerAboutAnotherPaymentIsWrong() {
    Transport mixedUp =
        call ->
            CompletableFuture.completedFuture(
                new Reply(200, "1.0.0", "", "{\"id\":\"" + system.calls.size() + "\"}"));
    Transport counting =
        call -> {
          system.calls.add(call);
          return mixedUp.send(call);
        };
    LoadGenerator generator =
        new LoadGenerator(
            new Journeys(1, "test"),
            counting,
            time,
            new LoadGenerator.Settings(100, 10, Duration.ZERO, 1000));
    run(generator, Duration.ofMillis(20));

    assertThat(generator.results().interval(ManualTime.ORIGIN, Instant.MAX).count("wrong"))
        .isEqualTo(1);
  }

  @Test
  void figuresAreKeptByVersion() {
    LoadGenerator generator = generator(100, 100);
    run(generator, Duration.ofSeconds(1));
    system.version = "1.1.0";
    run(generator, Duration.ofSeconds(1));

    Results results = generator.results();
    Interval all = results.interval(ManualTime.ORIGIN, Instant.MAX);
    assertThat(all.of("1.0.0").requests()).isEqualTo(100);
    assertThat(all.of("1.1.0").requests()).isEqualTo(100);
    assertThat(all.of("1.2.0").requests()).isZero();
    assertThat(results.lastAnsweredBy("1.0.0")).contains(ManualTime.ORIGIN.plusMillis(990));
    assertThat(results.lastAnsweredBy("1.2.0")).isEmpty();
  }

  @Test
  void theOldestRequestsAreForgotten() {
    LoadGenerator generator =
        new LoadGenerator(
            new Journeys(1, "test"),
            system,
            time,
            new LoadGenerator.Settings(100, 10, Duration.ZERO, 20));
    run(generator, Duration.ofSeconds(1));
    assertThat(generator.results().recorded()).isEqualTo(100);
    Interval all = generator.results().interval(ManualTime.ORIGIN, Instant.MAX);
    assertThat(all.requests()).isEqualTo(20);
  }
}
