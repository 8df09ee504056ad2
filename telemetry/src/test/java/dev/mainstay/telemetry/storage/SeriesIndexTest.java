package dev.mainstay.telemetry.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mainstay.telemetry.Labels;
import dev.mainstay.telemetry.Matcher;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class SeriesIndexTest {
  private static final List<String> NAMES = List.of("a", "b", "c");

  private SeriesIndex index = empty();

  private static SeriesIndex empty() {
    return new SeriesIndex(10_000, (series, labels) -> {});
  }

  private static boolean satisfies(Labels labels, List<Matcher> matchers) {
    return matchers.stream().allMatch(matcher -> matcher.matches(labels.value(matcher.name())));
  }

  private Set<Labels> selected(List<Matcher> matchers) {
    var selected = new HashSet<Labels>();
    for (SeriesIndex.Found found : index.select(matchers)) {
      assertThat(index.labels(found.series())).isEqualTo(found.labels());
      assertThat(selected.add(found.labels())).isTrue();
    }
    return selected;
  }

  /** Of some labels there are few values, of others many, and some series have none. */
  private static String value(Random random, int name) {
    int of = List.of(2, 12, 90).get(name);
    int value = random.nextInt(of + 1);
    return value == of ? "" : "v" + value;
  }

  private static Matcher matcher(Random random) {
    int name = random.nextInt(NAMES.size());
    String value = value(random, name);
    return switch (random.nextInt(4)) {
      case 0 -> Matcher.equal(NAMES.get(name), value);
      case 1 -> Matcher.notEqual(NAMES.get(name), value);
      case 2 -> Matcher.regex(NAMES.get(name), value + "|v1.*");
      default -> Matcher.notRegex(NAMES.get(name), value + "|v1.*");
    };
  }

  @Property(tries = 200)
  void findsWhatLookingAtEachSeriesFinds(@ForAll long seed, @ForAll @IntRange(max = 3) int size) {
    index = empty();
    var random = new Random(seed);
    var all = new HashSet<Labels>();
    for (int i = List.of(0, 20, 300, 2_000).get(size); i > 0; i--) {
      var labels = Labels.of("m" + random.nextInt(3));
      for (int name = 0; name < NAMES.size(); name++) {
        String value = value(random, name);
        labels = value.isEmpty() ? labels : labels.with(NAMES.get(name), value);
      }
      index.findOrBegin(labels);
      all.add(labels);
    }
    for (int i = 0; i < 40; i++) {
      var matchers = new ArrayList<Matcher>();
      if (random.nextInt(4) > 0) {
        matchers.add(Matcher.metric("m" + random.nextInt(4)));
      }
      for (int more = random.nextInt(4); more > 0; more--) {
        matchers.add(matcher(random));
      }
      var expected = new HashSet<>(all);
      expected.removeIf(labels -> !satisfies(labels, matchers));
      assertThat(selected(matchers)).as("%s", matchers).isEqualTo(expected);
    }
  }

  @Test
  void countsHowManyAreLookedAtOneByOne() {
    for (int few : List.of(127, 128, 129)) {
      String job = "of " + few;
      for (int i = 0; i < few; i++) {
        index.findOrBegin(Labels.of("up", "job", job, "instance", "i" + i));
      }
      assertThat(selected(List.of(Matcher.metric("up"), Matcher.equal("job", job)))).hasSize(few);
      assertThat(
              selected(
                  List.of(
                      Matcher.equal("job", job),
                      Matcher.regex("instance", "i1.?"),
                      Matcher.notEqual("zone", ""))))
          .isEmpty();
      assertThat(selected(List.of(Matcher.equal("job", job), Matcher.regex("instance", "i1.?"))))
          .hasSize(11);
    }
  }

  @Test
  void whatIsRestoredUnderTheSameLabelsTakesTheirPlace() {
    Labels labels = Labels.of("up", "job", "a");
    HeadSeries first = index.restore(7, labels);
    HeadSeries second = index.restore(9, labels);

    assertThat(first.isRemoved()).isTrue();
    assertThat(index.restore(9, labels)).isSameAs(second);
    assertThat(index.find(labels)).isSameAs(second);
    assertThat(index.byId(7)).isNull();
    assertThat(selected(List.of(Matcher.equal("job", "a")))).containsExactly(labels);
    assertThat(index.size()).isEqualTo(1);
    index.removeIf(second, () -> true);
    assertThat(index.find(labels)).isNull();
    assertThat(selected(List.of(Matcher.metric("up")))).isEmpty();
  }
}
