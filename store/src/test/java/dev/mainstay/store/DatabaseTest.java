package dev.mainstay.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mainstay.kernel.Journal.Entry;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class DatabaseTest {
  @RegisterExtension final SqliteStore sqlite = new SqliteStore();

  @Test
  void manyWritersGetOneTotalOrder() throws Exception {
    int writers = 50;
    int each = 40;
    Database database = sqlite.database();
    BlockingQueue<Entry> heard = new LinkedBlockingQueue<>();
    try (var subscription = database.journal().subscribe(heard::add);
        var callers = Executors.newVirtualThreadPerTaskExecutor()) {
      assertThat(subscription).isNotNull();
      var done = new ArrayList<Future<?>>();
      for (int writer = 0; writer < writers; writer++) {
        String subject = "thing/" + writer;
        done.add(
            callers.submit(() -> {
              for (int i = 0; i < each; i++) {
                database.journal().append(List.of(Facts.of("a", subject, i)));
              }
            }));
      }
      for (Future<?> future : done) {
        future.get();
      }
      List<Entry> entries = JournalContract.take(heard, writers * each);
      assertThat(entries)
          .extracting(Entry::sequence)
          .isEqualTo(LongStream.rangeClosed(1, writers * each).boxed().toList());
      assertThat(database.journal().after(0, Integer.MAX_VALUE)).isEqualTo(entries);
    }

    for (int writer = 0; writer < writers; writer++) {
      assertThat(database.journal().ofSubject("thing/" + writer, Integer.MAX_VALUE))
          .extracting(entry -> entry.event().require("number"))
          .isEqualTo(IntStream.range(0, each).mapToObj(String::valueOf).toList());
    }
    assertThat(database.journal().verify()).isInstanceOf(Verification.Intact.class);
  }

  @Test
  void whatASaveReturnedFromIsReadAtOnce() {
    for (int i = 1; i <= 20; i++) {
      sqlite.database().journal().append(List.of(Facts.of(i)));
      assertThat(sqlite.database().journal().last()).isEqualTo(i);
      assertThat(sqlite.database().journal().after(i - 1, 10)).hasSize(1);
    }
  }

  @Test
  void readersCannotWrite() {
    assertThatThrownBy(() -> sqlite.database().read(sql -> sql.update("delete from journal")))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("readonly");
  }

  @Test
  void countersCountUpAndAreSetBack() {
    Database database = sqlite.database();
    assertThat(database.counter("c")).isZero();
    database.change().counter("c", 5).commit();
    database.change().counterAtLeast("c", 4).commit();
    assertThat(database.counter("c")).isEqualTo(5);
    database.change().counterAtLeast("c", 6).commit();
    assertThat(database.counter("c")).isEqualTo(6);
    database.change().counter("c", 1).commit();
    assertThat(database.counter("c")).isEqualTo(1);
  }

  @Test
  void closingTwiceIsNoError() {
    sqlite.database().close();
    sqlite.database().close();
    assertThatThrownBy(() -> sqlite.database().journal().append(List.of(Facts.of(1))))
        .isInstanceOf(StoreException.class)
        .hasMessage("the store is closed");
    assertThatThrownBy(() -> sqlite.database().journal().after(0, 1))
        .isInstanceOf(StoreException.class);
  }
}
