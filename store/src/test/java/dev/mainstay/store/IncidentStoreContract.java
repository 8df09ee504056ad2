package dev.mainstay.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mainstay.design.Alert.Severity;
import dev.mainstay.kernel.Event;
import dev.mainstay.kernel.Journal;
import dev.mainstay.response.Address;
import dev.mainstay.response.Incident;
import dev.mainstay.response.Incident.Escalation;
import dev.mainstay.response.Incident.Phase;
import dev.mainstay.response.Incident.Timestamps;
import dev.mainstay.response.IncidentChange;
import dev.mainstay.response.IncidentStore;
import dev.mainstay.response.Page;
import dev.mainstay.response.PageMessage;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What every store of incidents does. */
abstract class IncidentStoreContract {
  private static final Instant AT = Instant.parse("2026-03-02T10:00:00Z");

  abstract IncidentStore store();

  abstract Journal journal();

  abstract void reopen();

  @Test
  void startsEmpty() {
    assertThat(store().cursor()).isZero();
    assertThat(store().lastNumber()).isZero();
    assertThat(store().open()).isEmpty();
    assertThat(store().recent(10)).isEmpty();
    assertThat(store().get("INC-1")).isEmpty();
    assertThat(store().pendingPages()).isEmpty();
    assertThat(store().pagesOf("INC-1")).isEmpty();
  }

  @Test
  void commitsIncidentPagesEventsAndCursorTogether() {
    var incident = incident(1, Phase.OPEN);
    var page = page("d1", "INC-1", 1, AT);
    save(incident, List.of(page), List.of(Facts.of(1), Facts.of(2)), 17);
    reopen();

    assertThat(store().get("INC-1")).contains(incident);
    assertThat(store().pagesOf("INC-1")).containsExactly(page);
    assertThat(store().cursor()).isEqualTo(17);
    assertThat(store().lastNumber()).isEqualTo(1);
    assertThat(journal().after(0, 10))
        .extracting(Journal.Entry::event)
        .containsExactly(Facts.of(1), Facts.of(2));
  }

  @Test
  void storesNothingOfAChangeThatFails() {
    save(incident(1, Phase.OPEN), List.of(), List.of(), 1);

    assertThatThrownBy(() ->
            save(
                incident(2, Phase.OPEN),
                List.of(page("d1", "INC-2", 1, AT)),
                List.of(Facts.of(1), unstorable()),
                2))
        .isInstanceOf(RuntimeException.class);

    assertThat(store().recent(10)).extracting(Incident::id).containsExactly("INC-1");
    assertThat(store().pendingPages()).isEmpty();
    assertThat(store().cursor()).isEqualTo(1);
    assertThat(store().lastNumber()).isEqualTo(1);
    assertThat(journal().last()).isZero();
    assertThat(journal().after(0, 10)).isEmpty();
  }

  @Test
  void movesTheCursorAlone() {
    save(null, List.of(), List.of(), 5);
    save(null, List.of(), List.of(), 6);
    reopen();

    assertThat(store().cursor()).isEqualTo(6);
    assertThat(store().recent(10)).isEmpty();
  }

  @Test
  void listsByNumberAndNotByText() {
    for (long number : new long[] {10, 9, 2, 11}) {
      save(incident(number, Phase.OPEN), List.of(), List.of(), 0);
    }

    assertThat(store().open())
        .extracting(Incident::id)
        .containsExactly("INC-2", "INC-9", "INC-10", "INC-11");
    assertThat(store().recent(3))
        .extracting(Incident::id)
        .containsExactly("INC-11", "INC-10", "INC-9");
    assertThat(store().lastNumber()).isEqualTo(11);
  }

  @ParameterizedTest
  @EnumSource(Phase.class)
  void allButTheResolvedAreOpen(Phase phase) {
    save(incident(1, Phase.OPEN), List.of(), List.of(), 0);
    save(incident(1, phase), List.of(), List.of(), 0);

    assertThat(store().open()).hasSize(phase == Phase.RESOLVED ? 0 : 1);
    assertThat(store().recent(10)).containsExactly(incident(1, phase));
  }

  @Test
  void pendingPagesAreThoseNeitherDeliveredNorGivenUpOldestFirst() {
    var late = page("d1", "INC-1", 1, AT.plusSeconds(2));
    var early = page("d2", "INC-2", 1, AT.plusSeconds(1));
    var delivered = page("d3", "INC-1", 2, AT);
    var failed = page("d4", "INC-1", 3, AT);
    save(null, List.of(late, early, delivered, failed), List.of(), 0);
    assertThat(store().pendingPages()).hasSize(4);

    save(null, List.of(delivered.delivered(AT), failed.failed("no route")), List.of(), 0);
    reopen();
    assertThat(store().pendingPages()).containsExactly(early, late);
  }

  @Test
  void pagesOfAnIncidentGoByTheirNumber() {
    save(
        null,
        List.of(
            page("d1", "INC-1", 10, AT),
            page("d2", "INC-1", 9, AT.plusSeconds(1)),
            page("d3", "INC-10", 1, AT)),
        List.of(),
        0);

    assertThat(store().pagesOf("INC-1")).extracting(Page::number).containsExactly(9, 10);
    assertThat(store().pagesOf("INC-10")).extracting(Page::number).containsExactly(1);
  }

  private void save(
      @Nullable Incident incident, List<Page> pages, List<Event> events, long cursor) {
    store().save(new IncidentChange(incident, pages, events, cursor));
  }

  /** An event of a type longer than any name for one. */
  private static Event unstorable() {
    return new Event("x".repeat(101), 1, "", "", "", java.util.Map.of());
  }

  private static Incident incident(long number, Phase phase) {
    return new Incident(
        "INC-" + number,
        "payment-api",
        "payments",
        Severity.values()[0],
        "Payments fail",
        phase,
        null,
        new Timestamps(null, AT, null, null, null, null),
        List.of(),
        null,
        new Escalation(List.of()),
        List.of(),
        List.of());
  }

  private static Page page(String delivery, String incident, int number, Instant at) {
    return Page.pending(
        new PageMessage(
            delivery,
            PageMessage.Kind.TRIGGERED,
            "ada",
            new Address(Address.Kind.EMAIL, "ada@example.org"),
            "Payments fail",
            "…",
            new PageMessage.About(
                incident,
                "payment-api",
                Severity.values()[0],
                "Payments fail",
                List.of(),
                null,
                null),
            at),
        number);
  }
}
