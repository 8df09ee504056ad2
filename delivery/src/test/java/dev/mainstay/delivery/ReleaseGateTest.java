package dev.mainstay.delivery;

import static dev.mainstay.delivery.DeliveryWorld.SERVICE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mainstay.delivery.ReleaseGate.Answer;
import dev.mainstay.delivery.ReleaseGate.Request;
import dev.mainstay.kernel.Event;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReleaseGateTest {
  private static final Answer FROZEN =
      new Answer(false, List.of("a budget is used up", "availability: -20 %"), "ask");

  private final DeliveryWorld world = new DeliveryWorld();

  private Event last(String type) {
    return world.journal.events().stream()
        .filter(event -> event.type().equals(type))
        .reduce((first, second) -> second)
        .orElseThrow();
  }

  @Test
  void aFrozenReleaseIsRefusedWithReasonsAndWaysAndNothingBegins() {
    world.running();
    world.deliveries.guardedBy((service, request) -> FROZEN);

    assertThatThrownBy(() -> world.deploy("1.1.0"))
        .isInstanceOfSatisfying(
            DeliveryException.class,
            e -> {
              assertThat(e.kind()).isEqualTo(DeliveryException.Kind.FROZEN);
              assertThat(e.fix()).isEqualTo("ask");
            })
        .hasMessage("1.1.0 of payment-api is frozen: a budget is used up\n  availability: -20 %");
    assertThat(world.deliveries.recent(10)).hasSize(1);
  }

  @Test
  void anOverrideGoesAheadAndIsRememberedWithNameAndReason() {
    world.running();
    world.deliveries.guardedBy((service, request) -> FROZEN);

    world.deliveries.deploy(SERVICE, new Request("1.1.0", "ada", null, "the law changes today"));

    Event event = last(DeliveryEvents.FREEZE_OVERRIDDEN);
    assertThat(event.summary())
        .isEqualTo("ada overrides the freeze of payment-api for 1.1.0: the law changes today");
    assertThat(event.data())
        .containsEntry("by", "ada")
        .containsEntry("override", "the law changes today")
        .containsEntry("reasons", "a budget is used up; availability: -20 %");
  }

  @Test
  void whatSpeaksAgainstAReleaseThatGoesAheadIsRememberedAndAnOverrideIsNotNeeded() {
    world.running();
    world.deliveries.guardedBy(
        (service, request) -> new Answer(true, List.of("availability: 10 % left"), ""));

    world.deliveries.deploy(SERVICE, new Request("1.1.0", "ada", "the leak", "sure"));

    assertThat(last(DeliveryEvents.BEGUN_IN_SPITE).summary())
        .isEqualTo(
            "1.1.0 goes out to payment-api although availability: 10 % left; it mends: the leak");
    assertThat(world.types()).doesNotContain(DeliveryEvents.FREEZE_OVERRIDDEN);
  }

  @Test
  void theWayBackAndTheFirstVersionAreNotAsked() {
    world.deliveries.guardedBy((service, request) -> FROZEN);
    world.running();
    world.deliveries.guardedBy(ReleaseGate.OPEN);
    Deployment begun = world.deploy("1.1.0");
    world.deliveries.guardedBy((service, request) -> FROZEN);

    world.deliveries.rollback(begun.id(), "ada", "bad");

    assertThat(world.types()).contains(DeliveryEvents.ROLLING_BACK);
    assertThat(world.types()).doesNotContain(DeliveryEvents.BEGUN_IN_SPITE);
  }
}
