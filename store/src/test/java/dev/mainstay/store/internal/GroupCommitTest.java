package dev.mainstay.store.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.mainstay.kernel.Event;
import dev.mainstay.kernel.Journal.Entry;
import dev.mainstay.store.StoreException;
import dev.mainstay.store.Transaction;
import dev.mainstay.testkit.ManualTime;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GroupCommitTest {
  private static final int CAPACITY = 8;

  @TempDir Path folder;
  private final List<List<Entry>> commits = Collections.synchronizedList(new ArrayList<>());
  private final ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();
  private GroupCommit group;

  @BeforeEach
  void open() throws Exception {
    Connection connection = Sqlite.writer(folder.resolve("test.db"), folder);
    connection.setAutoCommit(false);
    var time = new ManualTime();
    Migrations.apply(connection, folder, time.now());
    group = new GroupCommit(connection, time, commits::add, CAPACITY, Duration.ofMillis(50));
  }

  @AfterEach
  void close() {
    callers.close();
    group.close();
  }

  @Test
  void oneCommitCarriesAllThatWaited() throws Exception {
    var batch = new Batch(5);
    batch.run(number ->
        transaction -> {
          transaction.append(List.of(event(number)));
          return number;
        });

    assertThat(batch.results()).containsExactlyInAnyOrder(0, 1, 2, 3, 4);
    assertThat(commits).hasSize(2);
    assertThat(commits.getLast()).extracting(Entry::sequence).containsExactly(2L, 3L, 4L, 5L, 6L);
  }

  @Test
  void aFailingTransactionLeavesNothingAndItsBatchMatesAreStored() throws Exception {
    var batch = new Batch(5);
    batch.run(number ->
        transaction -> {
          insert(transaction, "c" + number);
          transaction.append(List.of(event(number), event(number)));
          if (number % 2 == 1) {
            throw new IllegalStateException("on purpose " + number);
          }
          return number;
        });

    for (int number = 0; number < 5; number++) {
      if (number % 2 == 1) {
        assertThat(batch.failure(number)).hasMessage("on purpose " + number);
      } else {
        assertThat(batch.failure(number)).isNull();
      }
    }
    assertThat(names()).containsExactly("c0", "c2", "c4");
    assertThat(commits.getLast())
        .extracting(Entry::sequence)
        .containsExactly(2L, 3L, 4L, 5L, 6L, 7L);
    int length = group.write(GroupCommitTest::chainLength);
    assertThat(length).isEqualTo(7);
  }

  @Test
  void aFirstFailureInABatchRewindsTheChain() {
    assertThatThrownBy(() ->
            group.write(transaction -> {
              transaction.append(List.of(event(1)));
              throw new IllegalStateException("on purpose");
            }))
        .hasMessage("on purpose");
    group.write(transaction -> {
      transaction.append(List.of(event(2)));
      return true;
    });

    assertThat(commits).hasSize(1);
    assertThat(commits.getFirst()).extracting(Entry::sequence).containsExactly(1L);
  }

  @Test
  void aStatementThatTheDatabaseRefusesFailsItsTransactionAlone() {
    group.write(transaction -> insert(transaction, "a"));

    assertThatThrownBy(
            () -> group.write(transaction -> insert(transaction, "b") + insert(transaction, "a")))
        .isInstanceOf(StoreException.class)
        .hasMessageStartingWith("not stored: ");
    assertThat(names()).containsExactly("a");
  }

  @Test
  void aFailedCommitFailsAllOfItsBatchAndTheNextOneIsTriedAnew() throws Exception {
    group.write(transaction -> {
      transaction
          .sql()
          .update(
              "create table child (name text references counter (name)"
                  + " deferrable initially deferred)");
      return true;
    });
    var batch = new Batch(3);
    batch.run(number ->
        transaction -> {
          insert(transaction, "c" + number);
          transaction.append(List.of(event(number)));
          if (number == 1) {
            transaction.sql().update("insert into child values ('nobody')");
          }
          return number;
        });

    for (int number = 0; number < 3; number++) {
      assertThat(batch.failure(number))
          .isInstanceOf(StoreException.class)
          .hasMessageStartingWith("the database could not commit");
    }
    assertThat(names()).isEmpty();
    group.write(transaction -> {
      transaction.append(List.of(event(9)));
      return insert(transaction, "later");
    });
    assertThat(names()).containsExactly("later");
    assertThat(commits.getLast()).extracting(Entry::sequence).containsExactly(2L);
  }

  @Test
  void whoFindsNoPlaceIsRefused() throws Exception {
    var batch = new Batch(CAPACITY);
    batch.hold();
    batch.submit(number -> transaction -> number);

    assertThatThrownBy(() -> group.write(transaction -> 1))
        .isInstanceOf(StoreException.class)
        .hasMessage("the store is overloaded: 8 transactions wait");
    batch.release();
    assertThat(batch.results()).hasSize(CAPACITY);
    int stored = group.write(transaction -> 1);
    assertThat(stored).isEqualTo(1);
  }

  @Test
  void aTransactionCannotWaitForAnother() {
    assertThatThrownBy(() -> group.write(transaction -> group.write(inner -> 1)))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void closingStoresWhatWaitsAndRefusesWhatComesLater() throws Exception {
    var batch = new Batch(3);
    batch.hold();
    batch.submit(number -> transaction -> insert(transaction, "c" + number));
    var closing = Thread.ofVirtual().start(group::close);
    batch.release();
    closing.join();

    assertThat(batch.results()).hasSize(3);
    assertThatThrownBy(() -> group.write(transaction -> 1))
        .isInstanceOf(StoreException.class)
        .hasMessage("the store is closed");
    group.close();
    try (var connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("test.db"));
        var rows = connection.createStatement().executeQuery("select count(*) from counter")) {
      assertThat(rows.getInt(1)).isEqualTo(3);
    }
  }

  @Test
  void anInterruptDoesNotHideTheOutcome() throws Exception {
    Thread.currentThread().interrupt();
    int stored = group.write(transaction -> insert(transaction, "a"));

    assertThat(Thread.interrupted()).isTrue();
    assertThat(stored).isEqualTo(1);
    assertThat(names()).containsExactly("a");
  }

  private List<String> names() {
    return group.write(transaction ->
        transaction.sql().list("select name from counter order by name", row -> row.getString(1)));
  }

  private static int chainLength(Transaction transaction) {
    return (int) transaction.sql().number("select max(sequence) from journal");
  }

  private static int insert(Transaction transaction, String name) {
    return transaction.sql().update("insert into counter (name, value) values (?, 1)", name);
  }

  private static Event event(int number) {
    return new Event("test.happened", 1, "", "thing/" + number, "", Map.of());
  }

  /** Transactions that are all waiting while one before them keeps the writer busy. */
  private final class Batch {
    private final int size;
    private final CountDownLatch held = new CountDownLatch(1);
    private final CountDownLatch release = new CountDownLatch(1);
    private final List<Future<Integer>> futures = new ArrayList<>();

    Batch(int size) {
      this.size = size;
    }

    void run(java.util.function.IntFunction<Transaction.Work<Integer>> works) throws Exception {
      hold();
      submit(works);
      release();
    }

    void hold() throws Exception {
      var holder =
          callers.submit(() ->
              group.write(transaction -> {
                held.countDown();
                transaction.append(List.of(event(-1)));
                return awaitRelease();
              }));
      assertThat(holder).isNotNull();
      assertThat(held.await(10, TimeUnit.SECONDS)).isTrue();
    }

    void submit(java.util.function.IntFunction<Transaction.Work<Integer>> works) {
      for (int i = 0; i < size; i++) {
        int number = i;
        futures.add(callers.submit(() -> group.write(works.apply(number))));
      }
      while (group.waiting() < size) {
        Thread.onSpinWait();
      }
    }

    void release() {
      release.countDown();
    }

    List<Integer> results() throws Exception {
      var results = new ArrayList<Integer>();
      for (Future<Integer> future : futures) {
        results.add(future.get(10, TimeUnit.SECONDS));
      }
      return results;
    }

    @org.jspecify.annotations.Nullable
    Throwable failure(int number) {
      Throwable thrown = catchThrowable(() -> futures.get(number).get(10, TimeUnit.SECONDS));
      return thrown == null ? null : thrown.getCause();
    }

    private boolean awaitRelease() {
      try {
        return release.await(10, TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
