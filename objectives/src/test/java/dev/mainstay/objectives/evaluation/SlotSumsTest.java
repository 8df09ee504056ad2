package dev.mainstay.objectives.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class SlotSumsTest {
  @Test
  void onlyWholeSlotsCount() {
    var slots = new SlotSums(10, 5, 1_000);
    slots.endUntil(49, (from, to) -> 1);

    assertThat(slots.between(10, 40)).isEqualTo(new SlotSums.Sum(3, 3));
    assertThat(slots.between(11, 40)).isEqualTo(new SlotSums.Sum(2, 2));
    assertThat(slots.between(10, 39)).isEqualTo(new SlotSums.Sum(2, 2));
    assertThat(slots.between(0, 1_000)).isEqualTo(new SlotSums.Sum(3, 3));
  }

  @Test
  void whatIsNoNumberIsNoSlot() {
    var slots = new SlotSums(10, 0, 1_000);
    slots.endUntil(30, (from, to) -> from == 10 ? Double.NaN : 0.5);

    assertThat(slots.between(0, 30)).isEqualTo(new SlotSums.Sum(1, 2));
  }

  @Property(tries = 200)
  void sumsAreThoseOfTheSlotsHoweverLateTheyChange(
      @ForAll @Size(min = 1, max = 400) List<@IntRange(max = 4) Integer> quarters,
      @ForAll @Size(max = 20) List<@IntRange(max = 399) Integer> changes) {
    Map<Long, Double> shares = new HashMap<>();
    var slots = new SlotSums(10, 0, 1_000);
    SlotSums.Judge judge = (from, to) -> shares.getOrDefault(from, Double.NaN);
    for (int i = 0; i < quarters.size(); i++) {
      shares.put(i * 10L, quarters.get(i) / 4.0);
      slots.endUntil(i * 10L + 10, judge);
    }
    int last = quarters.size();
    for (int change : changes) {
      long at = Math.max(0, last - 100) + change % Math.min(100, last);
      shares.put(at * 10, 0.25);
      slots.again(at * 10 + 1, at * 10 + 10, judge);
    }
    int first = Math.max(0, last - 100);
    double sum = 0;
    for (int i = first; i < last; i++) {
      sum += shares.getOrDefault(i * 10L, Double.NaN);
    }

    assertThat(slots.between(first * 10L, last * 10L))
        .isEqualTo(new SlotSums.Sum(sum, last - first));
  }
}
