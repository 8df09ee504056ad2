package dev.mainstay.delivery;

import static dev.mainstay.delivery.DeliveryWorld.SERVICE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.mainstay.delivery.Deployment.Cause;
import dev.mainstay.delivery.Deployment.Phase;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The server is killed, and started again over the same store and the same processes. */
class RestartTest {
  private final DeliveryWorld world = new DeliveryWorld();

  /** A deployment that has come this far when the server is killed. */
  enum At {
    FIRST_STARTING,
    STARTING,
    STEP_1,
    STEP_2,
    PROMOTING,
    PROMOTED,
    ROLLING_BACK,
    ROLLED_BACK,
    FAILED;

    void reach(DeliveryWorld world) {
      if (this == FAILED) {
        world.target.crashing.add("1.0.0");
        world.start();
        world.advance(Duration.ofSeconds(30));
        return;
      }
      if (this == FIRST_STARTING) {
        world.start();
        return;
      }
      world.running();
      Deployment d = world.deploy("1.1.0");
      if (this == STARTING) {
        return;
      }
      world.allReady();
      if (this == STEP_1) {
        return;
      }
      if (this == ROLLING_BACK || this == ROLLED_BACK) {
        world.target.stubborn.add("1.1.0");
        world.deliveries.rollback(d.id(), "ada", "");
        if (this == ROLLED_BACK) {
          world.advance(Duration.ofSeconds(10));
        }
        return;
      }
      world.bake(d.id());
      if (this == STEP_2) {
        return;
      }
      world.bake(d.id());
      if (this == PROMOTED) {
        world.allReady();
      }
    }

    Phase phase() {
      return switch (this) {
        case FIRST_STARTING, STARTING -> Phase.STARTING;
        case STEP_1, STEP_2 -> Phase.BAKING;
        case PROMOTING -> Phase.PROMOTING;
        case PROMOTED -> Phase.PROMOTED;
        case ROLLING_BACK -> Phase.ROLLING_BACK;
        case ROLLED_BACK -> Phase.ROLLED_BACK;
        case FAILED -> Phase.FAILED;
      };
    }
  }

  @ParameterizedTest
  @EnumSource(At.class)
  void someVersionHasTheTrafficBeforeAnythingListensAndEverAfter(At at) {
    at.reach(world);
    assertThat(newest().progress().phase()).isEqualTo(at.phase());
    Map<String, Double> before = world.routing.weights(SERVICE);

    world.killServer();
    world.target.crashing.clear();
    world.start();

    assertThat(world.routing.history.getFirst()).isEqualTo(before);
    if (at == At.FAILED) {
      // nothing ever ran: there is no version to give traffic to before it is deployed again
      assertThat(world.routing.history.removeFirst()).isEmpty();
    }
    for (int i = 0; i < 40; i++) {
      world.allReady();
      world.traffic(300, Duration.ofSeconds(1));
    }
    assertThat(world.routing.history)
        .allSatisfy(weights ->
            assertThat(weights.values().stream().mapToDouble(w -> w).sum())
                .isEqualTo(1, within(1e-9)));
    assertThat(newest().unfinished()).isFalse();
    String version = world.deliveries.version(SERVICE).orElseThrow();
    assertThat(world.routing.weights(SERVICE)).containsEntry(version, 1.0);
    assertThat(world.versions()).containsExactly(version, version);
    assertThat(world.target.living()).isEqualTo(2);
  }

  static Stream<Integer> savesAfterWhichTheServerDies() {
    return IntStream.range(1, 40).boxed();
  }

  /** Not between states only: after every single write of a rollout from start to end. */
  @ParameterizedTest
  @MethodSource("savesAfterWhichTheServerDies")
  void aRolloutEndsWhereverTheServerWasKilled(int saves) {
    world.running();
    world.deploy("1.1.0");
    int target = world.journal.events().size() + saves;
    for (int i = 0; i < 60 && world.journal.events().size() < target; i++) {
      world.allReady();
      world.traffic(100, Duration.ofMillis(500));
    }

    world.killServer();
    world.start();
    assertThat(world.sumOfWeights()).isEqualTo(1, within(1e-9));
    for (int i = 0; i < 60 && newest().unfinished(); i++) {
      world.allReady();
      world.traffic(300, Duration.ofSeconds(1));
      assertThat(world.sumOfWeights()).isEqualTo(1, within(1e-9));
    }
    assertThat(newest().progress().phase()).isEqualTo(Phase.PROMOTED);
    world.advance(Duration.ofSeconds(1));
    assertThat(world.versions()).containsExactly("1.1.0", "1.1.0");
  }

  @Test
  void livingInstancesAreTakenOverAndNotStartedAgain() {
    world.running();
    List<Instance> before = world.store.instances();
    world.killServer();
    world.start();
    assertThat(world.deliveries.instances(SERVICE).stream().map(InstanceStatus::instance))
        .containsExactlyElementsOf(before);
    assertThat(world.types()).contains(DeliveryEvents.INSTANCE_ADOPTED);
  }

  @Test
  void deadInstancesAreReplacedUnderNewNames() {
    world.running();
    Instance dead = world.store.instances().getFirst();
    world.killServer();
    world.target.crash(dead);
    world.start();
    world.tick();
    assertThat(world.types()).contains(DeliveryEvents.INSTANCE_LOST);
    assertThat(world.deliveries.instances(SERVICE).stream().map(s -> s.instance().id()))
        .containsExactly("payment-api-2", "payment-api-3");
  }

  @Test
  void processesThatNobodyRecordedAreEnded() throws Exception {
    world.running();
    world.target.start(
        new InstanceTarget.Launch(
            "payment-api-99",
            SERVICE,
            "1.0.0",
            1,
            world.plan.services().getFirst().instances().process()));
    world.killServer();
    world.start();
    assertThat(world.target.living()).isEqualTo(2);
  }

  @Test
  void theBakeTimeGoesOnWhileTheServerIsAway() {
    At.STEP_1.reach(world);
    Instant until = newest().progress().until();
    world.killServer();
    world.advance(Duration.ofSeconds(7));
    world.start();
    assertThat(newest().progress().until()).isEqualTo(until);
    assertThat(newest().progress().step()).isEqualTo(1);
  }

  @Test
  void aCanaryWhoseProcessesAreGoneIsTakenBack() {
    At.STEP_1.reach(world);
    world.killServer();
    world.store.instances().stream()
        .filter(i -> i.version().equals("1.1.0"))
        .forEach(world.target::crash);
    world.start();
    assertThat(world.routing.history).allSatisfy(w -> assertThat(w).containsEntry("1.0.0", 1.0));
    world.tick();
    assertThat(newest().progress().phase()).isEqualTo(Phase.ROLLED_BACK);
    assertThat(world.outcome(newest().id()).cause()).isEqualTo(Cause.UNTRUSTED);
  }

  @Test
  void aCanaryWhoseStepsTheDesignNoLongerHasIsTakenBack() {
    At.STEP_2.reach(world);
    world.killServer();
    world.plan = DeliveryWorld.plan(2, DeliveryWorld.step(10, 10));
    world.start();
    world.tick();
    assertThat(world.outcome(newest().id()).reason())
        .isEqualTo("the design had 2 steps when it began and has 1 now");
  }

  private Deployment newest() {
    return world.store.deployments(1).getFirst();
  }
}
