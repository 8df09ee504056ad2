package dev.mainstay.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mainstay.kernel.Event;
import dev.mainstay.kernel.Journal;
import dev.mainstay.kernel.Journal.Entry;
import dev.mainstay.testkit.ManualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every journal does, whatever keeps it. */
abstract class JournalContract {
  final ManualTime time = new ManualTime();
  private Journal journal;

  /** An empty journal on {@link #time}. */
  abstract Journal open();

  /** Commits events to the journal opened last. */
  abstract void append(List<Event> events);

  @BeforeEach
  void openJournal() {
    journal = open();
  }

  @Test
  void startsEmpty() {
    assertThat(journal.last()).isZero();
    assertThat(journal.after(0, 10)).isEmpty();
    assertThat(journal.ofSubject("thing/1", 10)).isEmpty();
    assertThat(journal.ofService("payment-api", Instant.MIN, Instant.MAX, 10)).isEmpty();
  }

  @Test
  void numbersEntriesWithoutGapsFromOne() {
    append(List.of(Facts.of(1), Facts.of(2)));
    append(List.of());
    append(List.of(Facts.of(3)));

    assertThat(journal.after(0, 10)).extracting(Entry::sequence).containsExactly(1L, 2L, 3L);
    assertThat(journal.last()).isEqualTo(3);
  }

  @Test
  void keepsEventsAndTheirTimeExactly() {
    var event =
        new Event(
            "alert.fired",
            3,
            "",
            "alert/a b/ü",
            "\"Quoted\", \\ and \u0001 and 💥",
            Map.of("b", "", "a", "tab\tline\nend", "ключ", "{\"x\":1}"));
    time.advance(Duration.ofNanos(123_456_789));
    append(List.of(event));

    Entry entry = journal.after(0, 1).getFirst();
    assertThat(entry.event()).isEqualTo(event);
    assertThat(entry.at()).isEqualTo(time.now());
  }

  @Test
  void givesEntriesAfterASequenceUpToALimit() {
    append(IntStream.rangeClosed(1, 5).mapToObj(Facts::of).toList());

    assertThat(journal.after(2, 2)).extracting(Entry::sequence).containsExactly(3L, 4L);
    assertThat(journal.after(3, 2)).extracting(Entry::sequence).containsExactly(4L, 5L);
    assertThat(journal.after(4, 2)).extracting(Entry::sequence).containsExactly(5L);
    assertThat(journal.after(5, 2)).isEmpty();
    assertThat(journal.after(0, 0)).isEmpty();
  }

  @Test
  void findsEntriesOfOneSubjectOldestFirst() {
    append(
        List.of(
            Facts.of("a", "thing/1", 1),
            Facts.of("b", "thing/10", 2),
            Facts.of("b", "thing/1", 3),
            Facts.of("a", "thing/1", 4)));

    assertThat(journal.ofSubject("thing/1", 10))
        .extracting(Entry::sequence)
        .containsExactly(1L, 3L, 4L);
    assertThat(journal.ofSubject("thing/1", 2)).extracting(Entry::sequence).containsExactly(1L, 3L);
  }

  @Test
  void findsTheLatestEntriesOfAServiceOldestFirstBothEndsIncluded() {
    Instant start = time.now();
    for (int i = 1; i <= 4; i++) {
      append(List.of(Facts.of("a", "thing/1", i), Facts.of("b", "thing/1", i)));
      time.advance(Duration.ofNanos(1));
    }

    assertThat(journal.ofService("a", start, start.plusNanos(3), 10))
        .extracting(Entry::sequence)
        .containsExactly(1L, 3L, 5L, 7L);
    assertThat(journal.ofService("a", start.plusNanos(1), start.plusNanos(2), 10))
        .extracting(Entry::sequence)
        .containsExactly(3L, 5L);
    assertThat(journal.ofService("a", Instant.MIN, Instant.MAX, 2))
        .extracting(Entry::sequence)
        .containsExactly(5L, 7L);
    assertThat(journal.ofService("c", Instant.MIN, Instant.MAX, 2)).isEmpty();
  }

  @Test
  void tellsSubscribersInOrderWhatIsCommittedFromThenOn() throws Exception {
    append(List.of(Facts.of(1)));
    BlockingQueue<Entry> heard = new LinkedBlockingQueue<>();
    try (var subscription = journal.subscribe(heard::add)) {
      assertThat(subscription).isNotNull();
      append(List.of(Facts.of(2), Facts.of(3)));
      append(List.of(Facts.of(4)));

      assertThat(take(heard, 3)).extracting(Entry::sequence).containsExactly(2L, 3L, 4L);
    }
    append(List.of(Facts.of(5)));
    BlockingQueue<Entry> later = new LinkedBlockingQueue<>();
    try (var subscription = journal.subscribe(later::add)) {
      assertThat(subscription).isNotNull();
      append(List.of(Facts.of(6)));
      assertThat(take(later, 1)).extracting(Entry::sequence).containsExactly(6L);
    }
    assertThat(heard).isEmpty();
  }

  @Test
  void subscribersReadWhatTheyHearOf() throws Exception {
    BlockingQueue<List<Entry>> read = new LinkedBlockingQueue<>();
    try (var subscription =
        journal.subscribe(entry -> read.add(journal.after(entry.sequence() - 1, 1)))) {
      assertThat(subscription).isNotNull();
      append(List.of(Facts.of(1)));
      assertThat(read.poll(10, TimeUnit.SECONDS)).isEqualTo(journal.after(0, 1));
    }
  }

  static List<Entry> take(BlockingQueue<Entry> queue, int count) throws InterruptedException {
    var taken = new ArrayList<Entry>();
    for (int i = 0; i < count; i++) {
      Entry entry = queue.poll(10, TimeUnit.SECONDS);
      assertThat(entry).as("entry %d of %d", i + 1, count).isNotNull();
      taken.add(entry);
    }
    return taken;
  }
}
