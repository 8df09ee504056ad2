package dev.mainstay.telemetry.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mainstay.telemetry.Labels;
import dev.mainstay.telemetry.Matcher;
import dev.mainstay.telemetry.Retention;
import dev.mainstay.telemetry.Retentions;
import dev.mainstay.telemetry.SampleBatch;
import dev.mainstay.telemetry.SampleCursor;
import dev.mainstay.telemetry.SeriesLimits;
import dev.mainstay.telemetry.SeriesStore.Appended;
import dev.mainstay.testkit.CrashCopy;
import dev.mainstay.testkit.ManualTime;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Services that keep their samples for different times, which change, with crashes at any time:
 * what is there is what {@link KeptModel} says.
 */
class OwnRetentionPropertyTest {
  private static final Instant BEGIN = Instant.parse("2026-03-02T10:07:31.500Z");
  private static final long END = Long.MAX_VALUE / 2;
  private static final int ROUNDS = Integer.getInteger("mainstay.retention.rounds", 80);
  private static final List<String> SERVICES = List.of("shop", "pay", "mail", "none");

  @TempDir private Path folder;
  private final ManualTime rounds = new ManualTime(BEGIN);
  private final ManualTime time = new ManualTime(BEGIN);
  private final List<Source> sources = new ArrayList<>();
  private Random random = new Random();
  private Retentions retentions = Retentions.of(Retention.DEFAULT);
  private KeptModel model = new KeptModel(retentions);
  private Path at = Path.of("");
  private int copies;

  private static final class Source {
    final Labels labels;
    final String service;
    final boolean counter;
    long next;
    long silentUntil;
    double value;

    Source(Labels labels, String service, boolean counter, long next) {
      this.labels = labels;
      this.service = service;
      this.counter = counter;
      this.next = next;
    }

    String name() {
      return labels.toString();
    }
  }

  private DurableSeriesStore open() {
    return new DurableSeriesStore(
        at, SeriesLimits.of(1000).outOfOrder(Duration.ofHours(1)), () -> retentions, time, rounds);
  }

  private Retention anyRetention() {
    int raw = 1 + random.nextInt(12);
    int five = raw + random.nextInt(30);
    return OwnRetentionTest.days(raw, five, five + random.nextInt(60));
  }

  private void say(DurableSeriesStore store) {
    var services = new HashMap<String, Retention>();
    for (String service : SERVICES.subList(0, 3)) {
      if (random.nextInt(4) > 0) {
        services.put(
            service,
            random.nextInt(3) > 0
                ? retentions.services().getOrDefault(service, anyRetention())
                : anyRetention());
      }
    }
    retentions =
        new Retentions(random.nextInt(4) == 0 ? anyRetention() : retentions.others(), services);
    model.say(retentions);
    store.checkpoint();
  }

  private void begin(long from) {
    String service = SERVICES.get(random.nextInt(SERVICES.size()));
    boolean counter = random.nextBoolean();
    String label = random.nextInt(3) == 0 ? "job" : "service";
    String instance = "i" + sources.size();
    Labels labels = Labels.of(counter ? "c_total" : "g", label, service, "instance", instance);
    sources.add(new Source(labels, service, counter, from));
  }

  private void add(DurableSeriesStore store) {
    long now = time.now().toEpochMilli();
    try (SampleBatch batch = store.batch()) {
      for (Source source : sources) {
        if (random.nextInt(8) == 0) {
          source.next = now;
        }
        if (random.nextInt(10) == 0) {
          source.silentUntil = now + random.nextInt(40) * HeadSeries.DAY;
        }
        if (now < source.silentUntil) {
          source.next = now;
          continue;
        }
        batch.choose(null, source.labels);
        long step = random.nextInt(4) == 0 ? 60_000 : 420_000;
        for (; source.next <= now; source.next += step) {
          source.value = random.nextInt(50) == 0 ? 0 : source.value + random.nextInt(9);
          add(source, source.next, batch.add(source.next, source.value), source.value);
        }
      }
      batch.commit();
    }
  }

  private void add(Source source, long millis, Appended appended, double value) {
    if (appended == Appended.STORED) {
      model.add(source.name(), source.service, source.counter, millis, value);
    }
  }

  private void late(DurableSeriesStore store) {
    for (Source source : sources) {
      long millis = source.next - 420_000 - random.nextInt(3600_000);
      double value = random.nextInt(100);
      if (!model.samples(source.name()).containsKey(millis)) {
        add(
            source,
            millis,
            store.append(source.labels, Instant.ofEpochMilli(millis), value),
            value);
      }
    }
  }

  private static Map<String, NavigableMap<Long, Double>> all(DurableSeriesStore store) {
    var all = new HashMap<String, NavigableMap<Long, Double>>();
    for (var series : store.select(List.of(Matcher.notEqual("instance", "")), 0, END)) {
      var samples = new TreeMap<Long, Double>();
      for (SampleCursor cursor = series.samples(0, END); cursor.next(); ) {
        samples.put(cursor.timestamp(), cursor.value());
      }
      all.put(series.labels().toString(), samples);
    }
    return all;
  }

  private Map<String, NavigableMap<Long, Double>> expected() {
    var all = new HashMap<String, NavigableMap<Long, Double>>();
    sources.forEach(source -> all.put(source.name(), model.samples(source.name())));
    return all;
  }

  /** Nothing that the model keeps is missing, nothing is there that it never had. */
  private static void assertBetween(
      Map<String, NavigableMap<Long, Double>> found,
      Map<String, NavigableMap<Long, Double>> least,
      Map<String, NavigableMap<Long, Double>> most,
      String where) {
    least.forEach((name, samples) -> assertHolds(found.get(name), samples, where + " " + name));
    found.forEach((name, samples) -> assertHolds(most.get(name), samples, where + " " + name));
  }

  private static void assertHolds(
      @Nullable NavigableMap<Long, Double> all, NavigableMap<Long, Double> some, String where) {
    var missing = new TreeMap<>(some);
    if (all != null) {
      missing.entrySet().removeIf(each -> each.getValue().equals(all.get(each.getKey())));
    }
    assertThat(missing).as(where).isEmpty();
  }

  private void assertKept(DurableSeriesStore store, String where) {
    var found = all(store);
    expected()
        .forEach((name, samples) ->
            assertThat(found.getOrDefault(name, new TreeMap<>()))
                .as(where + name)
                .isEqualTo(samples));
  }

  private DurableSeriesStore crash(DurableSeriesStore store) {
    Path copy = CrashCopy.of(at, () -> folder.resolve("copy" + copies++));
    store.close();
    at = copy;
    return open();
  }

  /** Some of it, then a crash, or not. */
  private DurableSeriesStore age(DurableSeriesStore store, String in) {
    String where = in;
    // what rested is sealed
    store.checkpoint();
    store.checkpoint();
    var before = expected();
    where +=
        " at "
            + time.now()
            + " by "
            + retentions
            + ", tiers "
            + store.retention()
            + "/"
            + model.longest();
    model.age(time.now().toEpochMilli());
    DurableSeriesStore aged = store;
    if (random.nextBoolean()) {
      OwnAgeing.Pass pass = aged.beginAgeing();
      for (int i = random.nextInt(12); i > 0 && pass != null; i--) {
        pass = aged.goOn(pass, 1 + random.nextInt(20));
        if (random.nextInt(3) == 0) {
          aged.checkpoint();
        }
      }
      assertBetween(all(aged), expected(), before, where + " in between");
      if (random.nextInt(4) > 0) {
        aged = crash(aged);
        assertBetween(all(aged), expected(), before, where + " after a crash");
      }
    }
    aged.age();
    aged.checkpoint();
    assertKept(aged, where + ": ");
    return aged;
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void whatIsKeptIsWhatTheModelKeeps(long seed) {
    random = new Random(seed);
    at = folder.resolve("store");
    DurableSeriesStore store = open();
    try {
      long kept = 0;
      long resting = 0;
      for (int round = 0; round < ROUNDS; round++) {
        String where = "seed " + seed + ", round " + round;
        time.advance(Duration.ofMinutes(random.nextInt(60 * 40)));
        long now = time.now().toEpochMilli();
        if (sources.size() < 10 || random.nextInt(6) == 0) {
          begin(random.nextInt(4) == 0 ? now - random.nextInt(20) * HeadSeries.DAY : now);
        }
        add(store);
        switch (random.nextInt(8)) {
          case 0, 1 -> say(store);
          case 2 -> late(store);
          case 3 -> store = crash(store);
          case 4, 5, 6 -> store = age(store, where);
          default -> store.checkpoint();
        }
        resting = Math.max(resting, store.stats().resting());
        kept = Math.max(kept, all(store).values().stream().mapToLong(Map::size).sum());
      }
      assertThat(kept).isGreaterThan(500);
      assertThat(resting).isGreaterThan(3);
    } finally {
      store.close();
    }
  }
}
