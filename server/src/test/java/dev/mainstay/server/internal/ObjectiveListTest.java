package dev.mainstay.server.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mainstay.kernel.ProblemException;
import dev.mainstay.server.internal.ObjectiveList.Asked;
import dev.mainstay.server.internal.view.Health;
import dev.mainstay.server.internal.view.ObjectiveListView;
import dev.mainstay.server.internal.view.ObjectiveListView.Agreement;
import dev.mainstay.server.internal.view.ObjectiveListView.Row;
import dev.mainstay.server.internal.view.ObjectiveListView.States;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ObjectiveListTest {
  private static Row row(String service, String name, Health health, @Nullable Double left) {
    String level = health == Health.ACT ? "exhausted" : "healthy";
    return new Row(
        service, name, "design", health, level, 0.99, 0.999, left, List.of(), null, null);
  }

  private static List<String> names(ObjectiveListView page) {
    return page.objectives().stream().map(each -> each.service() + "/" + each.name()).toList();
  }

  private static Asked asked(String after, int limit) {
    return Asked.of("", null, after, limit);
  }

  /** In all states, with equal shares and with none, in no order. */
  private static List<Row> many(int count) {
    var rows = new ArrayList<Row>();
    for (int i = 0; i < count; i++) {
      Health health = Health.values()[i % 4];
      Double left = health == Health.UNKNOWN || i % 7 == 0 ? null : (Double) (i % 11 / 10.0 - 0.3);
      rows.add(row("service-" + i % 50, "objective/" + i + ", 100 %", health, left));
    }
    Collections.shuffle(rows, new Random(42));
    return rows;
  }

  @Test
  void whatIsInTroubleIsFirstThenWhatHasLeastLeftThenByName() {
    List<Row> all =
        List.of(
            row("b", "kept", Health.GOOD, 0.1),
            row("b", "unknown", Health.UNKNOWN, null),
            row("a", "burning", Health.WATCH, 0.9),
            row("a", "used-up", Health.ACT, 0.0),
            row("b", "overspent", Health.ACT, -3.5),
            row("a", "was-used-up", Health.ACT, null),
            row("b", "used-up", Health.ACT, 0.0),
            row("a", "low", Health.WATCH, 0.05),
            row("a", "kept", Health.GOOD, 0.1));

    assertThat(names(ObjectiveList.page(all, asked("", 100))))
        .containsExactly(
            "b/overspent",
            "a/used-up",
            "b/used-up",
            "a/was-used-up",
            "a/low",
            "a/burning",
            "b/unknown",
            "a/kept",
            "b/kept");
  }

  @Test
  void asManyAsTheLimitAreOnePageAndOneMoreMakesAnother() {
    ObjectiveListView whole = ObjectiveList.page(many(200), asked("", 200));
    assertThat(whole.objectives()).hasSize(200);
    assertThat(whole.next()).isNull();
    assertThat(whole.previous()).isNull();

    ObjectiveListView first = ObjectiveList.page(many(201), asked("", 200));
    assertThat(first.objectives()).hasSize(200);
    assertThat(first.matching()).isEqualTo(201);
    assertThat(first.next()).isNotNull();

    ObjectiveListView last =
        ObjectiveList.page(many(201), asked(String.valueOf(first.next()), 200));
    assertThat(last.objectives()).hasSize(1);
    assertThat(last.before()).isEqualTo(200);
    assertThat(last.next()).isNull();
    assertThat(last.previous()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 333, 1000})
  void thePagesTogetherAreTheWholeOrderAndLeadBackThroughIt(int limit) {
    List<Row> all = many(1000);
    List<String> order = names(ObjectiveList.page(all, asked("", 1000)));
    assertThat(order).doesNotHaveDuplicates().hasSize(1000);

    var there = new ArrayList<String>();
    ObjectiveListView page = ObjectiveList.page(all, asked("", limit));
    there.addAll(names(page));
    while (page.next() != null) {
      assertThat(page.objectives()).hasSize(limit);
      page = ObjectiveList.page(all, asked(page.next(), limit));
      assertThat(page.before()).isEqualTo(there.size());
      there.addAll(names(page));
    }
    assertThat(there).isEqualTo(order);

    while (page.previous() != null) {
      int before = page.before();
      page = ObjectiveList.page(all, asked(page.previous(), limit));
      assertThat(page.before()).isEqualTo(before - limit);
      assertThat(names(page)).isEqualTo(order.subList(before - limit, before));
    }
    assertThat(page.before()).isZero();
  }

  @Test
  void whatComesInBeforeAPageMovesNoneOfItsRows() {
    List<Row> all = many(50);
    ObjectiveListView first = ObjectiveList.page(all, asked("", 10));
    String next = String.valueOf(first.next());
    ObjectiveListView second = ObjectiveList.page(all, asked(next, 10));

    var more = new ArrayList<>(all);
    more.add(row("new", "trouble", Health.ACT, -9.0));
    more.remove(second.objectives().get(3));
    more.remove(first.objectives().get(9));
    ObjectiveListView later = ObjectiveList.page(more, asked(next, 10));

    assertThat(later.before()).isEqualTo(10);
    assertThat(later.objectives().subList(0, 9))
        .isEqualTo(
            second.objectives().stream()
                .filter(each -> each != second.objectives().get(3))
                .toList());
  }

  @Test
  void aPageAfterTheLastRowIsEmptyAndLeadsBack() {
    List<Row> all = many(30);
    ObjectiveListView last = ObjectiveList.page(all, asked("", 30));
    String end = ObjectiveList.Place.of(last.objectives().getLast()).toString();

    ObjectiveListView beyond = ObjectiveList.page(all, asked(end, 10));
    assertThat(beyond.objectives()).isEmpty();
    assertThat(beyond.next()).isNull();
    assertThat(names(ObjectiveList.page(all, asked(String.valueOf(beyond.previous()), 10))))
        .isEqualTo(names(last).subList(20, 30));
  }

  @Test
  void everyWordOccursInServiceOrNameWhateverItsCase() {
    List<Row> all =
        List.of(
            row("Tax-API", "latency", Health.GOOD, 1.0),
            row("tax-api", "availability", Health.GOOD, 1.0),
            row("shop", "Latency of tax", Health.ACT, 0.0),
            row("shop", "latency", Health.WATCH, 0.5));

    assertThat(names(ObjectiveList.page(all, Asked.of("  TAX  lat ", null, "", 10))))
        .containsExactly("shop/Latency of tax", "Tax-API/latency");
    assertThat(names(ObjectiveList.page(all, Asked.of("lat", Health.GOOD, "", 10))))
        .containsExactly("Tax-API/latency");
    assertThat(names(ObjectiveList.page(all, Asked.of("api tax", null, "", 10)))).hasSize(2);
    assertThat(names(ObjectiveList.page(all, Asked.of("api lat shop", null, "", 10)))).isEmpty();
  }

  @Test
  void countsAreOfAllWhateverIsAskedFor() {
    var all = new ArrayList<Row>();
    all.addAll(many(40));
    all.add(
        new Row(
            "shop",
            "latency",
            "design",
            Health.ACT,
            "healthy",
            0.95,
            0.97,
            0.4,
            List.of(),
            new Agreement(0.99, 0.5, Health.ACT),
            null));

    ObjectiveListView page = ObjectiveList.page(all, Asked.of("shop", Health.ACT, "", 10));
    assertThat(page.total()).isEqualTo(41);
    assertThat(page.states()).isEqualTo(new States(11, 10, 10, 10));
    assertThat(page.usedUp()).isEqualTo(10);
    assertThat(page.broken()).isEqualTo(1);
    assertThat(page.matching()).isEqualTo(1);
    assertThat(page.objectives()).hasSize(1);
  }

  @Test
  void ofNoneThereIsAnEmptyPage() {
    assertThat(ObjectiveList.page(List.of(), asked("", 10)))
        .isEqualTo(
            new ObjectiveListView(0, new States(0, 0, 0, 0), 0, 0, 0, 0, List.of(), null, null));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x",
        "act,0.5,shop",
        "bad,0.5,shop,latency",
        "act,a,shop,latency",
        "act,1,%,a",
        "act,1,a,b,c"
      })
  void whatIsNoPlaceIsRefused(String after) {
    assertThatThrownBy(() -> asked(after, 10))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("after: " + after + " (expected: next or previous of an answer)");
  }

  @Test
  void aPlaceIsReadAsItIsWritten() {
    for (Double left : new Double[] {null, -0.0, 0.0, 1.0 / 3, -1e-300, 1e300}) {
      Row row = row("a,b/c %", "ü name, 99 %", Health.WATCH, left);
      ObjectiveList.Place place = ObjectiveList.Place.of(row);
      assertThat(ObjectiveList.Place.parse(place.toString())).isEqualTo(place);
    }
    assertThat(IntStream.range(0, 4).mapToObj(i -> Health.values()[i].rank()).distinct())
        .hasSize(4);
  }
}
