package dev.mainstay.telemetry.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mainstay.telemetry.Labels;
import dev.mainstay.telemetry.Matcher;
import dev.mainstay.telemetry.Retention;
import dev.mainstay.telemetry.Retentions;
import dev.mainstay.telemetry.SampleBatch;
import dev.mainstay.telemetry.SeriesLimits;
import dev.mainstay.telemetry.SeriesStore;
import dev.mainstay.testkit.CrashCopy;
import dev.mainstay.testkit.ManualTime;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Random;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.DBOptions;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.StringAppendOperator;

/**
 * A durable store to which everything happens that can: samples of all kinds, late ones, old ones,
 * deletions, thinning, restarts, crashes, and folders from before there were outlines.
 */
final class StoreLife implements AutoCloseable {
  static final Instant BEGIN = Instant.parse("2026-03-02T10:07:31.500Z");
  private static final SeriesLimits LIMITS = SeriesLimits.of(100).outOfOrder(Duration.ofHours(3));
  private static final List<String> KINDS =
      List.of("busy", "slow", "odd", "mixed", "gauge", "idle", "brief");

  final Random random;
  final ManualTime time = new ManualTime(BEGIN);
  // Stands still: what the store does from time to time happens when it is told to.
  private final ManualTime rounds = new ManualTime(BEGIN);
  private final Path root;
  private final List<Source> sources = new ArrayList<>();
  private Path folder;
  private Retentions retentions = Retentions.of(Retention.DEFAULT);
  private DurableSeriesStore store;
  private int copies;

  StoreLife(Path root, long seed) {
    this.root = root;
    this.random = new Random(seed);
    this.folder = root.resolve("store");
    this.store = open();
    for (int i = 0; i < 2 * KINDS.size(); i++) {
      begin(KINDS.get(i % KINDS.size()), i, time.now().toEpochMilli());
    }
  }

  /** A series and what comes next of it. */
  private static final class Source {
    final Labels labels;
    final String kind;
    final long step;
    long next;
    double value;

    Source(Labels labels, String kind, long step, long next) {
      this.labels = labels;
      this.kind = kind;
      this.step = step;
      this.next = next;
    }
  }

  DurableSeriesStore store() {
    return store;
  }

  private DurableSeriesStore open() {
    return new DurableSeriesStore(
        folder, LIMITS.ahead(Duration.ofMinutes(10)), () -> retentions, time, rounds);
  }

  /** Some services keep their samples shorter than others. */
  private void keep() {
    var services = new HashMap<String, Retention>();
    for (String kind : KINDS) {
      if (random.nextInt(3) == 0) {
        int raw = 1 + random.nextInt(12);
        services.put(kind, OwnRetentionTest.days(raw, raw + random.nextInt(20), 40));
      }
    }
    retentions = new Retentions(Retention.DEFAULT, services);
  }

  private void begin(String kind, int number, long at) {
    Labels labels =
        Labels.ofPairs(
            "__name__", "m", "job", kind, "instance", "i" + number, "slo", "s" + number % 2);
    long step = List.of(30_000L, 60_000L, 300_000L).get(random.nextInt(3));
    sources.add(new Source(labels, kind, step, at + random.nextInt(30_000)));
  }

  /** Some hours pass, and then something happens. */
  void goOn() {
    time.advance(Duration.ofMinutes(random.nextInt(60 * 30)));
    try (SampleBatch batch = store.batch()) {
      for (Source source : sources) {
        add(source, batch);
      }
      batch.commit();
    }
    if (random.nextInt(3) == 0) {
      store.age();
    }
    switch (random.nextInt(13)) {
      case 0, 1 -> store.checkpoint();
      case 2, 3, 4 -> late();
      case 5 -> delete();
      case 6 -> reopen();
      case 7 -> crash();
      case 8 -> backfill();
      case 9 -> forgetOutlines();
      case 10 -> store.outline();
      case 11 -> keep();
      default -> {}
    }
  }

  private void add(Source source, SampleBatch batch) {
    long now = time.now().toEpochMilli();
    boolean rests =
        switch (source.kind) {
          case "idle" -> random.nextInt(6) > 0;
          case "brief" -> now > BEGIN.plus(Duration.ofDays(12)).toEpochMilli();
          default -> random.nextInt(8) == 0;
        };
    if (rests) {
      source.next = now;
      return;
    }
    batch.choose(null, source.labels);
    for (; source.next <= now; source.next += source.step) {
      long at = source.next + (random.nextInt(4) == 0 ? random.nextInt(2000) : 0);
      if (source.kind.equals("mixed") && random.nextInt(300) < 20) {
        batch.add(at, SeriesStoreContract.histogram(random.nextInt(50)));
      } else {
        source.value = after(source);
        batch.add(at, source.value);
      }
      source.next += random.nextInt(500) == 0 ? source.step * 60 : 0;
    }
  }

  private double after(Source source) {
    double last =
        SeriesStore.isStale(source.value) || Double.isNaN(source.value) ? 0 : source.value;
    int draw = random.nextInt(1000);
    return switch (source.kind) {
      case "gauge" -> random.nextGaussian();
      case "odd" ->
          draw < 3
              ? Double.NaN
              : draw < 6
                  ? Double.POSITIVE_INFINITY
                  : draw < 12
                      ? SeriesStore.STALE
                      : draw < 40 ? -0.0 : draw < 60 ? 0.0 : draw < 70 ? -5 : last + 0.1;
      case "slow" -> draw < 2 ? 0 : draw < 60 ? last + 1 : last;
      default ->
          draw < 2 ? random.nextInt(5) : draw < 4 ? SeriesStore.STALE : last + random.nextInt(64);
    };
  }

  private void late() {
    for (Source source : sources) {
      for (int i = random.nextInt(3) * random.nextInt(4); i > 0; i--) {
        long at = source.next - source.step - random.nextInt(3 * 3600_000);
        store.append(source.labels, Instant.ofEpochMilli(at), random.nextInt(1000));
      }
    }
    if (random.nextBoolean()) {
      store.checkpoint();
    }
  }

  private void delete() {
    Instant from = time.now().minus(Duration.ofHours(random.nextInt(24 * 20)));
    String job = KINDS.get(random.nextInt(KINDS.size()));
    store.delete(
        List.of(Matcher.equal("job", job)),
        from,
        from.plus(Duration.ofMinutes(random.nextInt(3000))));
  }

  private void backfill() {
    int number = sources.size();
    if (number < 40) {
      Duration age = Duration.ofHours(random.nextInt(24 * 14));
      begin("busy", number, time.now().minus(age).toEpochMilli());
    }
  }

  private void reopen() {
    store.close();
    store = open();
  }

  /** Goes on with a copy of the files as they are now, what is only in memory being lost. */
  private void crash() {
    Path copy = CrashCopy.of(folder, () -> root.resolve("copy" + copies++));
    store.close();
    folder = copy;
    store = open();
  }

  /** Leaves what a version before outlines would have left. */
  private void forgetOutlines() {
    store.close();
    String chunks = folder.resolve("chunks").toString();
    try (var options = new DBOptions();
        var any = new Options();
        var append = new StringAppendOperator("");
        var family = new ColumnFamilyOptions().setMergeOperator(append)) {
      var families = new ArrayList<ColumnFamilyDescriptor>();
      for (byte[] name : RocksDB.listColumnFamilies(any, chunks)) {
        families.add(new ColumnFamilyDescriptor(name, family));
      }
      var handles = new ArrayList<ColumnFamilyHandle>();
      try (RocksDB db = RocksDB.open(options, chunks, families, handles)) {
        for (ColumnFamilyHandle handle : handles) {
          if (new String(handle.getName(), StandardCharsets.UTF_8).equals("outlines")) {
            db.dropColumnFamily(handle);
          }
        }
        byte[] begin = "begin.outlines".getBytes(StandardCharsets.UTF_8);
        assertThat(db.get(begin)).isNotNull();
        db.delete(begin);
        handles.forEach(ColumnFamilyHandle::close);
      }
    } catch (RocksDBException e) {
      throw new IllegalStateException(e);
    }
    store = open();
  }

  @Override
  public void close() {
    store.close();
  }
}
