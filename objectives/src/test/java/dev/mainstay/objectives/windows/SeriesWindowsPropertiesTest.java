package dev.mainstay.objectives.windows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class SeriesWindowsPropertiesTest {
  private static final Duration LONG = Duration.ofHours(10);

  private static SeriesWindows windows() {
    return new SeriesWindows(WindowPlan.inMemory(WindowMode.EXACT, List.of(LONG), LONG), 0, null);
  }

  /** Each sample adds its difference to the one before, or all it has when that is less. */
  private static double counted(List<Integer> values, int from, int to) {
    double sum = 0;
    for (int i = from + 1; i <= to; i++) {
      int before = values.get(i - 1);
      int value = values.get(i);
      sum += value >= before ? value - before : value;
    }
    return sum;
  }

  @Property
  void theGrowthIsTheSumOfItsSteps(
      @ForAll @Size(min = 2, max = 300) List<@IntRange(max = 1_000_000) Integer> values,
      @ForAll @IntRange(max = 299) int one,
      @ForAll @IntRange(max = 299) int other) {
    SeriesWindows windows = windows();
    for (int i = 0; i < values.size(); i++) {
      windows.add(i * 1_000L, values.get(i));
    }
    int from = Math.min(one, other) % values.size();
    int to = Math.max(from, Math.max(one, other) % values.size());

    assertThat(windows.between(0, from * 1_000L, to * 1_000L)).isEqualTo(counted(values, from, to));
  }

  @Property
  void theOrderOfArrivalDoesNotMatter(
      @ForAll @Size(min = 2, max = 300) List<@IntRange(max = 50) Integer> values,
      @ForAll Random random) {
    SeriesWindows windows = windows();
    var order = new ArrayList<Integer>();
    for (int i = 0; i < values.size(); i++) {
      order.add(i);
    }
    Collections.shuffle(order, random);
    for (int i : order) {
      windows.add(i * 1_000L, values.get(i));
      windows.increase(0, 150_000);
    }
    int last = values.size() - 1;

    assertThat(windows.between(0, 0, last * 1_000L)).isEqualTo(counted(values, 0, last));
    assertThat(windows.between(0, last / 2 * 1_000L, last * 1_000L))
        .isEqualTo(counted(values, last / 2, last));
  }

  @Property
  void partsAddUpToTheWhole(
      @ForAll @Size(min = 3, max = 200) List<@DoubleRange(max = 1e6) Double> values,
      @ForAll @IntRange(max = 199) int cut) {
    SeriesWindows windows = windows();
    for (int i = 0; i < values.size(); i++) {
      windows.add(i * 1_000L, values.get(i));
    }
    long end = (values.size() - 1) * 1_000L;
    long middle = cut % values.size() * 1_000L;
    double whole = windows.between(0, 0, end);

    assertThat(windows.between(0, 0, middle) + windows.between(0, middle, end))
        .isCloseTo(whole, within(Math.abs(whole) * 1e-12 + 1e-9));
  }

  @Property
  void sealedColumnsGiveBackWhatTheyWereGiven(
      @ForAll @Size(min = 1, max = 200) List<Integer> values,
      @ForAll @IntRange(max = 40) int shift,
      @ForAll @IntRange(max = 40) int otherShift) {
    long[] numbers = values.stream().mapToLong(value -> (long) value << shift % 28).toArray();
    long[] others = values.stream().mapToLong(value -> -(long) value << otherShift % 28).toArray();
    byte[] lines = NearLines.of(numbers.length, numbers, others);
    int second = NearLines.behind(lines, 0, numbers.length);

    for (int i = 0; i < numbers.length; i++) {
      assertThat(NearLines.get(lines, 0, i)).isEqualTo(numbers[i]);
      assertThat(NearLines.get(lines, second, i)).isEqualTo(others[i]);
    }
    assertThat(NearLines.behind(lines, second, numbers.length)).isEqualTo(lines.length);
  }
}
