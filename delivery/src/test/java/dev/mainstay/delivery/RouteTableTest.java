package dev.mainstay.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.linecorp.armeria.client.WebClient;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class RouteTableTest {
  private final RouteTable table = new RouteTable(() -> 0);

  private Backend add(String id, String version) {
    var backend =
        new Backend(
            new Instance(id, "s", version, 1, 1, new Instance.OsProcess(1, Instant.EPOCH), false),
            WebClient.of("http://127.0.0.1:1"));
    table.add(backend);
    table.readiness(backend, true);
    return backend;
  }

  private Map<String, Integer> count(int requests) {
    var counts = new HashMap<String, Integer>();
    for (int i = 0; i < requests; i++) {
      RouteTable.Pick pick = Objects.requireNonNull(table.acquire(List.of()));
      counts.merge(pick.backend().instance().version(), 1, Integer::sum);
      pick.release();
    }
    return counts;
  }

  @Property(tries = 100)
  void sharesAreMetWithinAFewRequestsAfterAnyNumberOfThem(
      @ForAll @IntRange(min = 1, max = 99) int percent,
      @ForAll @IntRange(min = 1, max = 2_000) int requests) {
    add("a", "1");
    add("b", "2");
    table.weights(Map.of("1", 1 - percent / 100.0, "2", percent / 100.0));
    assertThat(count(requests).getOrDefault("2", 0) - requests * percent / 100.0)
        .isCloseTo(0, within(6.0));
  }

  @Test
  void aVersionAtZeroGetsNothing() {
    add("a", "1");
    add("b", "2");
    table.weights(Map.of("1", 1.0, "2", 0.0));
    assertThat(count(1_000)).isEqualTo(Map.of("1", 1_000));
  }

  @Test
  void theShareOfAVersionWithoutReadyInstanceGoesToTheOther() {
    add("a", "1");
    Backend canary = add("b", "2");
    table.weights(Map.of("1", 0.9, "2", 0.1));
    table.readiness(canary, false);
    assertThat(count(100)).isEqualTo(Map.of("1", 100));
    table.readiness(canary, true);
    assertThat(count(100)).containsKey("2");
  }

  @Test
  void aCondemnedCanaryGetsNothingEvenWhenNothingElseIsReady() {
    Backend stable = add("a", "1");
    add("b", "2");
    table.weights(Map.of("1", 1.0, "2", 0.0));
    table.readiness(stable, false);
    assertThat(table.acquire(List.of())).isNull();
  }

  @Test
  void theLeastBusyInstanceIsChosen() {
    Backend busy = add("a", "1");
    Backend idle = add("b", "1");
    table.weights(Map.of("1", 1.0));
    busy.inFlight().set(2);
    for (int i = 0; i < 2; i++) {
      assertThat(Objects.requireNonNull(table.acquire(List.of())).backend()).isSameAs(idle);
    }
    idle.inFlight().set(3);
    assertThat(Objects.requireNonNull(table.acquire(List.of())).backend()).isSameAs(busy);
  }

  @Test
  void aTriedInstanceIsNotChosenAgain() {
    Backend a = add("a", "1");
    Backend b = add("b", "2");
    table.weights(Map.of("1", 1.0, "2", 0.0));
    assertThat(table.acquire(List.of(a))).isNull();
    table.weights(Map.of("1", 0.5, "2", 0.5));
    assertThat(Objects.requireNonNull(table.acquire(List.of(a))).backend()).isSameAs(b);
  }

  @Test
  void weightsThatAreNotSharesAreRefused() {
    assertThatThrownBy(() -> table.weights(Map.of("1", 0.5))).hasMessageContaining("together 1");
    assertThatThrownBy(() -> table.weights(Map.of("1", 1.5, "2", -0.5)))
        .hasMessageContaining("each 0 to 1");
  }

  @Test
  void nobodyIsRoutedToAVersionAfterItsWeightIsZeroNorToADrainedInstance() throws Exception {
    Backend canary = add("b", "2");
    add("a", "1");
    var stop = new AtomicBoolean();
    var routed = new AtomicLong();
    var done = new CountDownLatch(3);
    for (int t = 0; t < 3; t++) {
      Thread.ofPlatform()
          .start(() -> {
            while (!stop.get()) {
              RouteTable.Pick pick = table.acquire(List.of());
              if (pick != null) {
                routed.incrementAndGet();
                pick.release();
              }
            }
            done.countDown();
          });
    }
    for (int round = 0; round < 2_000; round++) {
      table.weights(Map.of("1", 0.1, "2", 0.9));
      long target = routed.get() + 20;
      while (routed.get() < target) {
        Thread.onSpinWait();
      }
      table.weights(Map.of("1", 1.0, "2", 0.0));
      long given = table.routed("2").requests();
      while (canary.inFlight().get() > 0) {
        Thread.onSpinWait();
      }
      target = routed.get() + 20;
      while (routed.get() < target) {
        Thread.onSpinWait();
      }
      // the tally may lag the decision by the requests that were being counted
      assertThat(table.routed("2").requests()).isLessThanOrEqualTo(given + 3);
    }
    stop.set(true);
    done.await();
    assertThat(canary.inFlight().get()).isZero();
  }
}
