package dev.mainstay.delivery;

import static dev.mainstay.delivery.DeliveryWorld.SERVICE;
import static dev.mainstay.delivery.DeliveryWorld.plan;
import static dev.mainstay.delivery.DeliveryWorld.step;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mainstay.delivery.Deployment.Cause;
import dev.mainstay.delivery.Deployment.Phase;
import dev.mainstay.kernel.Event;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class DeliveriesTest {
  private final DeliveryWorld world = new DeliveryWorld();

  @Test
  void theFirstVersionIsDeployedWhenNothingEverWas() {
    world.start();

    assertThat(world.versions()).containsExactly("1.0.0", "1.0.0");
    assertThat(world.phase("DEP-1")).isEqualTo(Phase.STARTING);
    assertThat(world.routing.weights(SERVICE)).isEqualTo(Map.of("1.0.0", 1.0));

    world.allReady();
    assertThat(world.phase("DEP-1")).isEqualTo(Phase.PROMOTED);
    assertThat(world.deliveries.version(SERVICE)).contains("1.0.0");
  }

  @Test
  void aGoodReleaseGoesStepByStepToAllTraffic() {
    world.running();
    Deployment d = world.deploy("1.1.0");
    assertThat(d.progress().phase()).isEqualTo(Phase.STARTING);
    assertThat(world.routing.weights(SERVICE)).isEqualTo(Map.of("1.0.0", 1.0, "1.1.0", 0.0));
    assertThat(world.versions()).containsExactly("1.0.0", "1.0.0", "1.1.0");

    world.allReady();
    assertThat(world.deployment(d.id()).progress().step()).isEqualTo(1);
    assertThat(world.routing.weights(SERVICE)).isEqualTo(Map.of("1.0.0", 0.9, "1.1.0", 0.1));

    world.bake(d.id());
    assertThat(world.deployment(d.id()).progress().step()).isEqualTo(2);
    assertThat(world.routing.weights(SERVICE)).isEqualTo(Map.of("1.0.0", 0.5, "1.1.0", 0.5));

    world.bake(d.id());
    assertThat(world.phase(d.id())).isEqualTo(Phase.PROMOTING);
    assertThat(world.versions()).containsExactly("1.0.0", "1.0.0", "1.1.0", "1.1.0");

    world.allReady();
    assertThat(world.phase(d.id())).isEqualTo(Phase.PROMOTED);
    assertThat(world.routing.weights(SERVICE)).isEqualTo(Map.of("1.1.0", 1.0));

    world.tick();
    world.tick();
    assertThat(world.versions()).containsExactly("1.1.0", "1.1.0");
    assertThat(world.deliveries.history(SERVICE)).containsExactly("1.1.0", "1.0.0");
    assertThat(world.types())
        .containsSubsequence(
            DeliveryEvents.STARTED,
            DeliveryEvents.STEP_REACHED,
            DeliveryEvents.JUDGED,
            DeliveryEvents.STEP_REACHED,
            DeliveryEvents.JUDGED,
            DeliveryEvents.PROMOTING,
            DeliveryEvents.PROMOTED);
  }

  @Test
  void aStepLastsUntilItsBakeTimeIsOverHoweverMuchWasSeen() {
    world.running();
    Deployment d = world.deploy("1.1.0");
    world.allReady();
    assertThat(world.deployment(d.id()).progress().until())
        .isEqualTo(world.deployment(d.id()).progress().since().plusSeconds(10));
    world.traffic(30_000, Duration.ofMillis(9_800));
    assertThat(world.deployment(d.id()).progress().step()).isEqualTo(1);
    world.traffic(1_000, Duration.ofMillis(400));
    assertThat(world.deployment(d.id()).progress().step()).isEqualTo(2);
  }

  @Test
  void aStepLastsUntilEnoughWasSeenAndSaysSo() {
    world.running();
    Deployment d = world.deploy("1.1.0");
    world.allReady();
    world.traffic(100, Duration.ofSeconds(60));
    assertThat(world.deployment(d.id()).progress().step()).isEqualTo(1);
    assertThat(world.types()).doesNotContain(DeliveryEvents.HELD);

    world.advance(Duration.ofSeconds(20));
    assertThat(world.types()).containsOnlyOnce(DeliveryEvents.HELD);
    assertThat(world.deployment(d.id()).progress().note()).contains("10 of 200 requests seen");

    world.traffic(9_000, Duration.ofSeconds(30));
    assertThat(world.deployment(d.id()).progress().step()).isEqualTo(2);
  }

  @Test
  void aBadReleaseLosesItsTrafficWithTheVerdictAndIsTakenBack() {
    world.running();
    Deployment d = world.deploy("1.2.0");
    world.allReady();
    int before = world.routing.history.size();
    world.traffic(10_000, Duration.ofSeconds(30), "1.2.0", 0.1);

    Deployment back = world.deployment(d.id());
    assertThat(back.progress().phase()).isEqualTo(Phase.ROLLED_BACK);
    assertThat(world.outcome(d.id()).cause()).isEqualTo(Cause.CONDEMNED);
    assertThat(world.outcome(d.id()).reason()).startsWith("1.2.0 fails 1");
    assertThat(Objects.requireNonNull(world.outcome(d.id()).judgement()).canaryRequests())
        .isLessThan(1_000);
    assertThat(world.routing.history.subList(before, world.routing.history.size()))
        .allSatisfy(w -> assertThat(w).containsEntry("1.0.0", 1.0));
    assertThat(world.versions()).containsExactly("1.0.0", "1.0.0");
    assertThat(world.types())
        .containsSubsequence(
            DeliveryEvents.CONDEMNED, DeliveryEvents.ROLLING_BACK, DeliveryEvents.ROLLED_BACK);
    Event rolledBack =
        world.journal.events().stream()
            .filter(e -> e.type().equals(DeliveryEvents.ROLLED_BACK))
            .findFirst()
            .orElseThrow();
    assertThat(rolledBack.data()).containsKeys("verdictToZeroMillis", "canaryRequests");
  }

  @Test
  void aVerdictIsNotLostWhenTheStoreFailsAtThatMoment() {
    world.running();
    Deployment d = world.deploy("1.2.0");
    world.allReady();
    world.store.failure = new IllegalStateException("disk full");
    world.traffic(3_000, Duration.ofSeconds(10), "1.2.0", 0.5);
    assertThat(world.routing.weights(SERVICE)).containsEntry("1.2.0", 0.0);
    assertThat(world.phase(d.id())).isEqualTo(Phase.BAKING);

    world.store.failure = null;
    world.advance(Duration.ofSeconds(1));
    assertThat(world.phase(d.id())).isEqualTo(Phase.ROLLED_BACK);
  }

  @Test
  void aCanaryThatKeepsCrashingIsTakenBack() {
    world.running();
    world.target.crashing.add("1.1.0");
    Deployment d = world.deploy("1.1.0");
    world.advance(Duration.ofSeconds(3));
    assertThat(world.phase(d.id())).isEqualTo(Phase.ROLLED_BACK);
    assertThat(world.outcome(d.id()).cause()).isEqualTo(Cause.CRASHED);
    assertThat(world.versions()).containsExactly("1.0.0", "1.0.0");
  }

  @Test
  void aCanaryThatCannotBeStartedIsTakenBackWithTheReason() {
    world.running();
    world.target.unstartable.add("1.1.0");
    Deployment d = world.deploy("1.1.0");
    world.advance(Duration.ofSeconds(3));
    assertThat(world.outcome(d.id()).reason()).contains("no such program");
  }

  @Test
  void aCanaryThatIsNeverReadyIsTakenBackAtItsDeadlineAndNotBefore() {
    world.running();
    Deployment d = world.deploy("1.1.0");
    world.advance(Duration.ofMillis(14_900));
    assertThat(world.phase(d.id())).isEqualTo(Phase.STARTING);
    world.advance(Duration.ofMillis(100));
    assertThat(world.phase(d.id())).isIn(Phase.ROLLING_BACK, Phase.ROLLED_BACK);
    assertThat(world.outcome(d.id()).cause()).isEqualTo(Cause.NOT_READY);
  }

  @Test
  void aCanaryThatStaysUnreadyWhileStableIsReadyIsTakenBack() {
    world.running();
    Deployment d = world.deploy("1.1.0");
    world.allReady();
    Instance canary = canary();
    world.deliveries.readiness(canary, false, "/readyz answers 503");
    world.advance(Duration.ofSeconds(9));
    assertThat(world.phase(d.id())).isEqualTo(Phase.BAKING);
    world.advance(Duration.ofSeconds(3));
    assertThat(world.phase(d.id())).isEqualTo(Phase.ROLLED_BACK);
  }

  @Test
  void aSharedOutageOfReadinessIsNotHeldAgainstTheCanary() {
    world.running();
    Deployment d = world.deploy("1.1.0");
    world.allReady();
    for (Instance instance : List.copyOf(world.routing.instances.values())) {
      world.deliveries.readiness(instance, false, "/readyz answers 503");
    }
    world.advance(Duration.ofSeconds(60));
    assertThat(world.phase(d.id())).isEqualTo(Phase.BAKING);
  }

  @Test
  void aLostInstanceIsReplacedWithGrowingWaits() {
    world.running();
    world.target.crashing.add("1.0.0");
    world.target.crash(world.deliveries.instances(SERVICE).getFirst().instance());
    world.advance(Duration.ofSeconds(20));
    long starts =
        world.types().stream().filter(DeliveryEvents.INSTANCE_STARTED::equals).count() - 2;
    assertThat(starts).isBetween(5L, 8L);

    world.target.crashing.clear();
    world.advance(Duration.ofSeconds(31));
    assertThat(world.versions()).containsExactly("1.0.0", "1.0.0");
  }

  @Test
  void aDrainingInstanceIsStoppedOnlyWhenItsRequestsHaveEndedOrItsGraceIsOver() {
    world.running();
    Deployment d = world.deploy("1.1.0");
    world.allReady();
    Instance canary = canary();
    world.routing.inFlight.put(canary.id(), 1L);
    world.deliveries.rollback(d.id(), "ada", "");
    world.advance(Duration.ofMillis(4_900));
    assertThat(world.target.alive(canary)).isTrue();
    assertThat(world.routing.draining).contains(canary.id());
    world.advance(Duration.ofMillis(100));
    assertThat(world.target.alive(canary)).isFalse();
  }

  @Test
  void anInstanceThatIgnoresTheSignalIsKilledAfterItsGrace() {
    world.running();
    world.target.stubborn.add("1.1.0");
    Deployment d = world.deploy("1.1.0");
    world.allReady();
    Instance canary = canary();
    world.deliveries.rollback(d.id(), "ada", "");
    world.advance(Duration.ofMillis(5_000));
    assertThat(world.target.killed).isEmpty();
    world.advance(Duration.ofMillis(300));
    assertThat(world.target.killed).containsExactly(canary.id());
    assertThat(world.phase(d.id())).isEqualTo(Phase.ROLLED_BACK);
  }

  @Test
  void aSecondRolloutIsRefusedWhileOneIsUnderWay() {
    world.running();
    world.deploy("1.1.0");
    assertThatThrownBy(() -> world.deploy("1.2.0"))
        .isInstanceOf(DeliveryException.class)
        .hasMessageContaining("DEP-2: 1.1.0 of payment-api is starting");
  }

  @Test
  void whatCannotBeDeployedIsSaid() {
    world.running();
    assertThatThrownBy(() -> world.deploy("1.0.0")).hasMessageContaining("has all traffic");
    assertThatThrownBy(() -> world.deploy("../x")).hasMessageContaining("expected: letters");
    assertThatThrownBy(() -> world.deliveries.deploy("nope", "1", "ada"))
        .hasMessageContaining("service: nope");
    assertThatThrownBy(() -> world.deliveries.promote("DEP-77", "ada"))
        .hasMessageContaining("deployment: DEP-77");
    assertThatThrownBy(() -> world.deliveries.promote("DEP-1", "ada"))
        .hasMessageContaining("promoted (expected: one under way");
  }

  @Test
  void promotingByHandSkipsTheSteps() {
    world.running();
    Deployment d = world.deploy("1.1.0");
    world.allReady();
    world.deliveries.promote(d.id(), "ada");
    world.tick();
    assertThat(world.phase(d.id())).isEqualTo(Phase.PROMOTING);
    world.allReady();
    assertThat(world.phase(d.id())).isEqualTo(Phase.PROMOTED);
    assertThat(world.outcome(d.id()).reason()).isEqualTo("promoted by ada");
  }

  @Test
  void rollingBackAPromotedVersionDeploysTheOneBeforeWithoutSteps() {
    world.running();
    Deployment d = world.deploy("1.1.0");
    world.allReady();
    world.deliveries.promote(d.id(), "ada");
    world.tick();
    world.allReady();
    Deployment undo = world.deliveries.rollback(d.id(), "ada", "slow invoices");
    assertThat(undo.version()).isEqualTo("1.0.0");
    assertThat(undo.previous()).isEqualTo("1.1.0");
    world.allReady();
    world.allReady();
    assertThat(world.phase(undo.id())).isEqualTo(Phase.PROMOTED);
    assertThat(world.routing.weights(SERVICE)).isEqualTo(Map.of("1.0.0", 1.0));
  }

  @Test
  void aFirstVersionThatKeepsCrashingFails() {
    world.target.crashing.add("1.0.0");
    world.start();
    world.advance(Duration.ofSeconds(30));
    assertThat(world.phase("DEP-1")).isEqualTo(Phase.FAILED);
    assertThat(world.outcome("DEP-1").reason()).contains("ended with code 1");

    Deployment d = world.deploy("1.1.0");
    world.allReady();
    assertThat(world.phase(d.id())).isEqualTo(Phase.PROMOTED);
  }

  @Test
  void stepsStartAsManyCanariesAsTheirWeightNeeds() {
    world.plan = plan(4, step(10, 10), step(50, 10), step(75, 10));
    world.running();
    Deployment d = world.deploy("1.1.0");
    world.allReady();
    assertThat(world.versions()).filteredOn("1.1.0"::equals).hasSize(1);
    world.traffic(9_000, Duration.ofSeconds(30));
    assertThat(world.versions()).filteredOn("1.1.0"::equals).hasSize(2);
    assertThat(world.deployment(d.id()).progress().step()).isEqualTo(1);
    world.allReady();
    assertThat(world.deployment(d.id()).progress().step()).isEqualTo(2);
  }

  @Test
  void stoppingInstancesLeavesNoneAndDeploymentsAsTheyAre() {
    world.running();
    var gone = world.deliveries.stopInstances();
    world.advance(Duration.ofSeconds(1));
    assertThat(gone).isCompleted();
    assertThat(world.target.living()).isZero();
    assertThat(world.phase("DEP-1")).isEqualTo(Phase.PROMOTED);
  }

  private Instance canary() {
    return world.deliveries.instances(SERVICE).stream()
        .map(InstanceStatus::instance)
        .filter(i -> i.version().equals("1.1.0"))
        .findFirst()
        .orElseThrow();
  }
}
