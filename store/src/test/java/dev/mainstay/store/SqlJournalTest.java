package dev.mainstay.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mainstay.kernel.Event;
import dev.mainstay.kernel.Journal;
import dev.mainstay.kernel.Journal.Entry;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqlJournalTest extends JournalContract {
  @TempDir Path folder;

  @SuppressWarnings("NullAway.Init")
  private Database database;

  @Override
  Journal open() {
    database = Database.open(folder, time);
    return database.journal();
  }

  @Override
  void append(List<Event> events) {
    database.journal().append(events);
  }

  @AfterEach
  void close() {
    database.close();
  }

  private void reopen() {
    database.close();
    database = Database.open(folder, time);
  }

  @Test
  void goesOnWhereItStoppedWhenOpenedAgain() {
    append(List.of(Facts.of(1), Facts.of(2)));
    List<Entry> before = database.journal().after(0, 10);
    reopen();

    assertThat(database.journal().last()).isEqualTo(2);
    assertThat(database.journal().after(0, 10)).isEqualTo(before);
    append(List.of(Facts.of(3)));
    assertThat(database.journal().verify())
        .isEqualTo(new Verification.Intact(3, database.journal().after(2, 1).getFirst().hash()));
  }

  @Test
  void hashesAsDocumented() {
    append(List.of(new Event("a.b", 1, "s", "t/1", "It \"is\"", Map.of("b", "2", "a", "1"))));

    // printf '%s%s' "$(printf '0%.0s' {1..64})" '{"at":"2026-03-02T10:00:00Z",…}' | sha256sum
    assertThat(database.journal().after(0, 1).getFirst().hash())
        .isEqualTo("3ea3c6ebec2bb14348ff0467c2724eaa284cc8b3d76d687aee2c1d8ae2c25e0b");
  }

  @Test
  void anEmptyChainIsIntact() {
    assertThat(database.journal().verify()).isEqualTo(new Verification.Intact(0, "0".repeat(64)));
  }

  @Test
  void findsTheFirstEntryThatWasChanged() {
    append(IntStream.rangeClosed(1, 9).mapToObj(Facts::of).toList());
    for (String column : List.of("type", "service", "subject", "summary", "data")) {
      tamper("update journal set %s = %s || 'x' where sequence = 5".formatted(column, column));
      assertBroken(5);
      tamper(
          "update journal set %s = substr(%s, 1, length(%s) - 1) where sequence = 5"
              .formatted(column, column, column));
      assertThat(database.journal().verify()).isInstanceOf(Verification.Intact.class);
    }
    for (String column : List.of("at", "version")) {
      tamper("update journal set " + column + " = " + column + " + 1 where sequence = 5");
      assertBroken(5);
      tamper("update journal set " + column + " = " + column + " - 1 where sequence = 5");
    }
    tamper("update journal set hash = replace(hash, substr(hash, 1, 1), 'x') where sequence = 9");
    assertBroken(9);
  }

  @Test
  void findsAnEntryThatWasRemoved() {
    append(IntStream.rangeClosed(1, 3).mapToObj(Facts::of).toList());
    tamper("delete from journal where sequence = 2");
    assertBroken(2);
  }

  @Test
  void findsTheRemovalOfTheFirstEntry() {
    append(IntStream.rangeClosed(1, 3).mapToObj(Facts::of).toList());
    tamper("delete from journal where sequence = 1");
    assertBroken(1);
  }

  @Test
  void verifiesMoreThanOnePage() {
    append(IntStream.rangeClosed(1, 2_001).mapToObj(Facts::of).toList());
    assertThat(database.journal().verify())
        .isInstanceOfSatisfying(
            Verification.Intact.class, intact -> assertThat(intact.entries()).isEqualTo(2_001));
    tamper("update journal set summary = 'x' where sequence = 2001");
    assertBroken(2_001);
  }

  @Test
  void textThatNoDatabaseKeepsIsReplacedBeforeItIsHashed() {
    append(
        List.of(
            new Event(
                "a.b", 1, "s", "t/1", "half \uD83D and nul \0", Map.of("\uDCA5", "\uDCA5\uD83D"))));

    Event kept = database.journal().after(0, 1).getFirst().event();
    assertThat(kept.summary()).isEqualTo("half \uFFFD and nul \uFFFD");
    assertThat(kept.data()).isEqualTo(Map.of("\uFFFD", "\uFFFD\uFFFD"));
    assertThat(database.journal().verify()).isInstanceOf(Verification.Intact.class);
  }

  @Test
  void aStuckSubscriberHoldsUpNeitherCommitsNorOthers() throws Exception {
    var release = new CountDownLatch(1);
    BlockingQueue<Entry> slow = new LinkedBlockingQueue<>();
    BlockingQueue<Entry> quick = new LinkedBlockingQueue<>();
    int many = 3_000;
    try (var first =
            database
                .journal()
                .subscribe(entry -> {
                  await(release);
                  slow.add(entry);
                });
        var second = database.journal().subscribe(quick::add)) {
      assertThat(first).isNotSameAs(second);
      for (int i = 0; i < 3; i++) {
        append(IntStream.rangeClosed(1, many / 3).mapToObj(Facts::of).toList());
      }
      assertThat(take(quick, many)).extracting(Entry::sequence).isEqualTo(upTo(many));
      assertThat(slow).isEmpty();

      release.countDown();
      assertThat(take(slow, many)).extracting(Entry::sequence).isEqualTo(upTo(many));
    }
  }

  @Test
  void aSubscriberThatThrowsHearsTheNextEntry() throws Exception {
    BlockingQueue<Entry> heard = new LinkedBlockingQueue<>();
    try (var subscription =
        database
            .journal()
            .subscribe(entry -> {
              if (entry.sequence() == 1) {
                throw new IllegalStateException("on purpose");
              }
              heard.add(entry);
            })) {
      assertThat(subscription).isNotNull();
      append(List.of(Facts.of(1), Facts.of(2)));
      assertThat(take(heard, 1)).extracting(Entry::sequence).containsExactly(2L);
    }
  }

  @Test
  void aSubscriberMayAppendAndEndItself() throws Exception {
    BlockingQueue<Entry> heard = new LinkedBlockingQueue<>();
    try (var subscription =
        database
            .journal()
            .subscribe(entry -> {
              heard.add(entry);
              if (entry.sequence() < 5) {
                append(List.of(Facts.of((int) entry.sequence() + 1)));
              }
            })) {
      assertThat(subscription).isNotNull();
      append(List.of(Facts.of(1)));
      assertThat(take(heard, 5)).extracting(Entry::sequence).isEqualTo(upTo(5));
    }
  }

  private static List<Long> upTo(int last) {
    return LongStream.rangeClosed(1, last).boxed().toList();
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private void assertBroken(long sequence) {
    assertThat(database.journal().verify())
        .isInstanceOfSatisfying(
            Verification.Broken.class, broken -> assertThat(broken.sequence()).isEqualTo(sequence));
  }

  private void tamper(String sql) {
    database.write(transaction -> transaction.sql().update(sql));
  }
}
