package dev.mainstay.store;

import dev.mainstay.kernel.Event;
import dev.mainstay.objectives.live.Correction;
import dev.mainstay.objectives.live.LiveStore;
import dev.mainstay.objectives.live.ReleaseException;
import dev.mainstay.objectives.live.UsedUp;
import dev.mainstay.store.Documents.Selection;
import java.util.List;

/** Corrections, exceptions and used up budgets in the database. */
public final class SqlLiveStore implements LiveStore {
  private final Database database;
  private final Documents<Correction> corrections;
  private final Documents<ReleaseException> exceptions;
  private final Documents<UsedUp> marks;

  public SqlLiveStore(Database database) {
    this.database = database;
    corrections =
        new Documents<>(
            database,
            new Kind<>(
                "objective-correction",
                Correction.class,
                Correction::id,
                Correction::service,
                thing -> thing.withdrawn() == null ? "holds" : "withdrawn",
                Correction::number));
    exceptions =
        new Documents<>(
            database,
            new Kind<>(
                "release-exception",
                ReleaseException.class,
                ReleaseException::id,
                ReleaseException::service,
                thing -> thing.withdrawn() == null ? "asked" : "withdrawn",
                ReleaseException::number));
    marks =
        new Documents<>(
            database,
            new Kind<>(
                "budget-used-up",
                UsedUp.class,
                SqlLiveStore::id,
                UsedUp::service,
                thing -> "",
                thing -> 0));
  }

  private static String id(UsedUp mark) {
    return mark.service() + "/" + mark.objective();
  }

  @Override
  public void save(Correction correction, List<Event> events) {
    database.change().put(corrections, correction).append(events).commit();
  }

  @Override
  public List<Correction> corrections() {
    return corrections.list(Selection.ALL);
  }

  @Override
  public void save(ReleaseException exception, List<Event> events) {
    database.change().put(exceptions, exception).append(events).commit();
  }

  @Override
  public List<ReleaseException> exceptions() {
    return exceptions.list(Selection.ALL);
  }

  @Override
  public void save(List<UsedUp> usedUp, List<UsedUp> recovered, List<Event> events) {
    Change change = database.change();
    usedUp.forEach(mark -> change.put(marks, mark));
    recovered.forEach(mark -> change.remove(marks, id(mark)));
    change.append(events).commit();
  }

  @Override
  public List<UsedUp> usedUp() {
    return marks.list(Selection.ALL);
  }
}
