package dev.mainstay.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mainstay.alerting.ActiveMode;
import dev.mainstay.alerting.AlertStore;
import dev.mainstay.alerting.ServiceAlerts;
import dev.mainstay.kernel.Journal;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every store of alerts does. */
abstract class AlertStoreContract {
  private static final ActiveMode MODE =
      new ActiveMode("cache-unavailable", Instant.parse("2026-03-02T10:00:00.123456789Z"));

  abstract AlertStore store();

  abstract Journal journal();

  abstract void reopen();

  @Test
  void startsEmpty() {
    assertThat(store().all()).isEmpty();
  }

  @Test
  void remembersTheLatestOfEveryService() {
    var quiet = ServiceAlerts.none("payment-api");
    var degraded = new ServiceAlerts("payment-api", List.of(), List.of(MODE), null);
    var other = new AnyRecord(7).of(ServiceAlerts.class);
    store().save(quiet, List.of());
    store().save(other, List.of());
    store().save(degraded, List.of());
    reopen();

    assertThat(store().all()).containsExactlyInAnyOrder(degraded, other);
  }

  @Test
  void appendsTheEventsInOrder() {
    var events = List.of(Facts.of(1), Facts.of(2));
    store().save(ServiceAlerts.none("payment-api"), events);
    reopen();

    assertThat(journal().after(0, 10)).extracting(Journal.Entry::event).isEqualTo(events);
  }
}
