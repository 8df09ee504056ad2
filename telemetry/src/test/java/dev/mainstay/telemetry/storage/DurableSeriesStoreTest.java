package dev.mainstay.telemetry.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mainstay.telemetry.Labels;
import dev.mainstay.telemetry.Matcher;
import dev.mainstay.telemetry.Retention;
import dev.mainstay.telemetry.Retentions;
import dev.mainstay.telemetry.SampleBatch;
import dev.mainstay.telemetry.SeriesLimits;
import dev.mainstay.telemetry.SeriesStore;
import dev.mainstay.telemetry.SeriesStore.Appended;
import dev.mainstay.telemetry.StorageException;
import dev.mainstay.testkit.CrashCopy;
import dev.mainstay.testkit.ManualTime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class DurableSeriesStoreTest extends SeriesStoreContract {
  @TempDir private Path folder;
  private final ManualTime time = new ManualTime(T.plus(Duration.ofHours(2)));
  private final List<DurableSeriesStore> opened = new ArrayList<>();
  private int copies;

  @Override
  DurableSeriesStore open(SeriesLimits limits) {
    return open(folder.resolve("store" + opened.size()), limits);
  }

  private DurableSeriesStore open(Path at, SeriesLimits limits) {
    var store =
        new DurableSeriesStore(
            at, limits.ahead(Duration.ofMinutes(10)), Retention.DEFAULT, time, time);
    opened.add(store);
    return store;
  }

  @Test
  void aCheckpointComesByTheLengthOfTheLogOrByTheTime() {
    long minute = 60_000;
    long mebibyte = 1 << 20;

    assertThat(DurableSeriesStore.isDue(16 * mebibyte, 0)).isTrue();
    assertThat(DurableSeriesStore.isDue(16 * mebibyte - 1, 0)).isFalse();
    assertThat(DurableSeriesStore.isDue(6 * mebibyte, 2 * minute)).isTrue();
    assertThat(DurableSeriesStore.isDue(6 * mebibyte - 1, 2 * minute)).isFalse();
    assertThat(DurableSeriesStore.isDue(6 * mebibyte, 2 * minute - 1)).isFalse();
    assertThat(DurableSeriesStore.isDue(1, 15 * minute)).isTrue();
    assertThat(DurableSeriesStore.isDue(1, 15 * minute - 1)).isFalse();
    assertThat(DurableSeriesStore.isDue(0, 15 * minute)).isFalse();
  }

  @Test
  void aLogThatWasReadAtTheStartIsMadeUnneededThoughNothingIsAdded() throws IOException {
    add(store, A, 0, 50);
    Path copy = crashed("read");
    Path log = SampleLog.file(copy, LogReader.segments(copy).getFirst());
    open(copy, limits());

    time.advance(Duration.ofMinutes(15).minusMillis(1));
    assertThat(log).exists();
    time.advance(Duration.ofSeconds(2));
    assertThat(log).doesNotExist();
  }

  @AfterEach
  void close() {
    opened.forEach(DurableSeriesStore::close);
  }

  private DurableSeriesStore durable() {
    return (DurableSeriesStore) store;
  }

  @Override
  void settle() {
    durable().checkpoint();
  }

  private static List<String> numbers(int from, int to) {
    return IntStream.range(from, to).mapToObj(i -> i + "=" + (double) i).toList();
  }

  private void add(SeriesStore to, Labels labels, int from, int end) {
    try (SampleBatch batch = to.batch()) {
      batch.choose(null, labels);
      for (int i = from; i < end; i++) {
        batch.add(T.plusSeconds(i).toEpochMilli(), i);
      }
      batch.commit();
    }
  }

  /** What a crash leaves: the files as they are, without the store's knowledge. */
  private Path crashed(String name) {
    return CrashCopy.of(folder.resolve("store0"), () -> folder.resolve(name + copies++));
  }

  private static Path openBlocks(Path of) throws IOException {
    return OpenBlocks.file(of, OpenBlocks.files(of).getFirst());
  }

  private static long stamp(SeriesStore of) {
    return of.select(metric("m"), 0, Long.MAX_VALUE / 2).getFirst().orderStamp();
  }

  @Test
  void theStampSurvivesUnlessTheLogHasALateSample() {
    add(store, A, 0, 50);
    assertThat(stamp(open(crashed("never-saved"), limits()))).isNotEqualTo(stamp(store));

    durable().checkpoint();
    add(store, A, 60, 600);
    assertThat(stamp(open(crashed("in-order"), limits()))).isEqualTo(stamp(store));

    long before = stamp(store);
    add(store, A, 55, 56);
    var late = open(crashed("late"), limits());
    assertThat(stamp(late)).isNotIn(before, stamp(store));
    durable().checkpoint();
    assertThat(stamp(open(crashed("late-saved"), limits()))).isEqualTo(stamp(store));
  }

  @Test
  void openBlocksWithoutStampsAreRead() throws IOException {
    add(store, A, 0, 50);
    durable().checkpoint();
    Path copy = crashed("old");
    Path saved = openBlocks(copy);
    byte[] whole = Files.readAllBytes(saved);
    // A frame of one series: its length and its checksum, the number and the stamp.
    Files.write(saved, Arrays.copyOf(whole, whole.length - 8 - 12));

    var old = open(copy, limits());
    assertThat(samples(old, A)).isEqualTo(numbers(0, 50));
    assertThat(stamp(old)).isNotEqualTo(stamp(store));
  }

  @Test
  void openBlocksWhoseStampsAreDamagedAreRefused() throws IOException {
    add(store, A, 0, 50);
    durable().checkpoint();
    Path copy = crashed("damaged");
    Path saved = openBlocks(copy);
    byte[] whole = Files.readAllBytes(saved);
    whole[whole.length - 1] ^= 1;
    Files.write(saved, whole);

    assertThatThrownBy(() -> open(copy, limits()))
        .isInstanceOf(StorageException.class)
        .hasMessage(saved + ": damaged; restore the folder from a backup");
  }

  @Test
  void whatReadersSawIsOnDiskOnceItHasSettled() {
    try (SampleBatch batch = store.batch()) {
      batch.choose(null, A);
      batch.add(T.toEpochMilli(), 0);
      assertThat(samples(store, A)).isEqualTo(numbers(0, 1));

      assertThat(durable().settle(Duration.ofMillis(1))).isFalse();
      assertThat(samples(open(crashed("unsettled"), limits()), A)).isEmpty();
    }
    assertThat(durable().settle(Duration.ofSeconds(30))).isTrue();
    assertThat(samples(open(crashed("settled"), limits()), A)).isEqualTo(numbers(0, 1));
  }

  @Test
  void nothingSettlesInAStoreThatIsClosed() {
    add(store, A, 0, 1);
    try (SampleBatch batch = store.batch()) {
      durable().close();
      assertThat(batch.choose(null, A)).isNull();
      batch.add(T.plusSeconds(1).toEpochMilli(), 1);
      assertThatThrownBy(batch::commit).isInstanceOf(StorageException.class);
    } catch (StorageException e) {
      // What was added cannot be kept.
    }
    assertThat(durable().settle(Duration.ofMillis(1))).isFalse();
  }

  @Test
  void whatWasCommittedIsThereAfterACrashAtAnyTime() {
    add(store, A, 0, 50);
    assertThat(samples(open(crashed("only-log"), limits()), A)).isEqualTo(numbers(0, 50));
    add(store, B, 0, 1000);
    assertThat(samples(open(crashed("full-blocks"), limits()), B)).isEqualTo(numbers(0, 1000));
    durable().checkpoint();
    var saved = open(crashed("saved"), limits());
    assertThat(samples(saved, A)).isEqualTo(numbers(0, 50));
    assertThat(samples(saved, B)).isEqualTo(numbers(0, 1000));
    add(store, A, 50, 400);
    add(store, Labels.of("third"), 0, 3);
    var after = open(crashed("after"), limits());
    assertThat(samples(after, A)).isEqualTo(numbers(0, 400));
    assertThat(samples(after, Labels.of("third"))).isEqualTo(numbers(0, 3));
    add(after, A, 400, 500);
    assertThat(samples(after, A)).isEqualTo(numbers(0, 500));
  }

  @Test
  void whatIsSentAgainIsNotLate() throws IOException {
    add(store, A, 0, 20);
    assertThat(store.append(A, T.plusSeconds(5), 5)).isEqualTo(Appended.DUPLICATE);
    durable().checkpoint();
    assertThat(samples(store, A)).isEqualTo(numbers(0, 20));
  }

  @Test
  void lateSamplesSurviveACrashToo() {
    for (int i = 0; i < 600; i += 2) {
      store.append(A, T.plusSeconds(i), i);
    }
    durable().checkpoint();
    for (int i = 1; i < 600; i += 2) {
      store.append(A, T.plusSeconds(i), i);
    }
    store.append(B, T, 0);
    try (SampleBatch batch = store.batch()) {
      batch.choose(null, B);
      batch.add(T.plusSeconds(1).toEpochMilli(), 1);
      batch.commit();
    }
    assertThat(samples(open(crashed("late"), limits()), A)).isEqualTo(numbers(0, 600));
    durable().checkpoint();
    assertThat(samples(store, A)).isEqualTo(numbers(0, 600));
    assertThat(samples(open(crashed("merged"), limits()), A)).isEqualTo(numbers(0, 600));
  }

  @Test
  void anUnfinishedWriteAtTheEndOfTheLogIsLeftOut() throws IOException {
    add(store, A, 0, 50);
    Path copy = crashed("torn");
    Path log = SampleLog.file(copy, LogReader.segments(copy).getLast());
    byte[] whole = Files.readAllBytes(log);
    byte[] torn = java.util.Arrays.copyOf(whole, whole.length + 100);
    torn[whole.length] = 50;
    Files.write(log, torn);
    assertThat(samples(open(copy, limits()), A)).isEqualTo(numbers(0, 50));
  }

  @Test
  void aSeriesThatRestedGoesOnWhereItEnded() {
    time.advance(Duration.ofHours(2));
    add(store, A, 0, 50);
    durable().checkpoint();
    // old samples that have just come are no rest
    assertThat(durable().stats().samples()).isEqualTo(50);
    durable().checkpoint();
    assertThat(durable().stats().samples()).isZero();
    assertThat(samples(store, A)).isEqualTo(numbers(0, 50));
    durable().close();
    store = open(folder.resolve("store0"), limits());
    assertThat(samples(store, A)).isEqualTo(numbers(0, 50));
    assertThat(store.append(A, T.plusSeconds(10), 77)).isNotEqualTo(Appended.SERIES_LIMIT);
    add(store, A, 50, 60);
    assertThat(samples(store, A)).isEqualTo(numbers(0, 60));
  }

  @Test
  @Timeout(60)
  void aBlockThatIsSealedAfterItsDayWasMovedIsMovedToo() {
    Labels full = Labels.of("full");
    add(store, full, 0, 600);
    add(store, A, 0, 50);
    time.advance(Duration.ofDays(17));
    durable().age();
    durable().checkpoint();
    durable().age();
    assertThat(samples(store, A)).isNotEmpty();
    assertThat(samples(store, full)).isNotEmpty();
  }

  @Test
  void refusesWhatIsOlderThanItsRetentionOrFarAhead() {
    assertThat(store.append(A, T.minus(Duration.ofDays(16)), 1)).isEqualTo(Appended.OUT_OF_ORDER);
    assertThat(store.append(A, time.now().plus(Duration.ofMinutes(11)), 1))
        .isEqualTo(Appended.AHEAD);
    assertThat(store.stats().ahead()).isEqualTo(1);
  }

  @Test
  void aRetentionThatChangesHoldsFromThenOn() {
    var retention = new AtomicReference<>(Retentions.of(Retention.DEFAULT));
    var kept =
        new DurableSeriesStore(
            folder.resolve("kept"), SeriesLimits.of(10), retention::get, time, time);
    opened.add(kept);
    Instant old = time.now().minus(Duration.ofDays(16));
    assertThat(kept.append(A, old, 1)).isEqualTo(Appended.OUT_OF_ORDER);

    retention.set(
        Retentions.of(
            new Retention(Duration.ofDays(30), Duration.ofDays(90), Duration.ofDays(396))));
    for (int minute = 0; minute < 60 * 24; minute++) {
      assertThat(kept.append(A, old.plus(Duration.ofMinutes(minute)), minute))
          .isEqualTo(Appended.STORED);
    }
    kept.checkpoint();
    kept.age();
    assertThat(samples(kept, A)).hasSize(60 * 24);

    retention.set(Retentions.of(Retention.DEFAULT));
    time.advance(Duration.ofDays(1));
    kept.checkpoint();
    kept.age();
    assertThat(samples(kept, A)).hasSizeLessThanOrEqualTo(60 * 24 / 5 + 1).isNotEmpty();
  }

  @Test
  void thinsOutWithAgeAndDropsWhatIsTooOld() {
    for (int minute = 0; minute < 60 * 24; minute++) {
      store.append(A, T.plus(Duration.ofMinutes(minute)), minute);
      store.append(Labels.of("c_total"), T.plus(Duration.ofMinutes(minute)), minute % 7);
      time.advance(Duration.ofSeconds(59));
    }
    time.advance(Duration.ofDays(17));
    durable().checkpoint();
    durable().age();
    List<String> thin = samples(store, A);
    assertThat(thin).hasSize(60 * 24 / 5);
    assertThat(thin.getFirst()).isEqualTo("240=4.0");
    assertThat(growth(samples(store, Labels.of("c_total")))).isEqualTo(fullGrowth());
    time.advance(Duration.ofDays(120));
    durable().age();
    assertThat(samples(store, A)).hasSize(24);
    assertThat(growth(samples(store, Labels.of("c_total")))).isEqualTo(fullGrowth());
    time.advance(Duration.ofDays(400));
    durable().age();
    assertThat(samples(store, A)).isEmpty();
    assertThat(store.stats().series()).isZero();
  }

  private static double growth(List<String> samples) {
    double growth = 0;
    double last = Double.parseDouble(samples.getFirst().replaceAll(".*=", ""));
    for (String sample : samples) {
      double value = Double.parseDouble(sample.substring(sample.indexOf('=') + 1));
      growth += value >= last ? value - last : value;
      last = value;
    }
    return growth;
  }

  private static double fullGrowth() {
    double growth = 0;
    for (int minute = 1; minute < 60 * 24; minute++) {
      int value = minute % 7;
      growth += value >= (minute - 1) % 7 ? value - (minute - 1) % 7 : value;
    }
    return growth;
  }

  @Test
  void aDeletionIsForGood() {
    add(store, A, 0, 1000);
    durable().checkpoint();
    store.delete(List.of(Matcher.equal("job", "a")), T.plusSeconds(10), T.plusSeconds(989));
    var expected = Stream.concat(numbers(0, 10).stream(), numbers(990, 1000).stream()).toList();
    assertThat(samples(open(crashed("deleted"), limits()), A)).isEqualTo(expected);
  }

  @Test
  void aBackupOpensAsAStore() throws IOException {
    add(store, A, 0, 500);
    Path to = folder.resolve("backup");
    Path cutShort = Files.createDirectories(folder.resolve("old.unfinished/chunks"));
    durable().backup(to);
    assertThat(cutShort.getParent()).doesNotExist();
    assertThatThrownBy(() -> durable().backup(to)).isInstanceOf(StorageException.class);
    add(store, A, 500, 600);
    assertThat(samples(open(to, limits()), A)).isEqualTo(numbers(0, 500));
  }

  @Test
  void afterClosingNothingIsTaken() {
    durable().close();
    assertThatThrownBy(() -> store.append(A, T, 1)).isInstanceOf(StorageException.class);
  }
}
