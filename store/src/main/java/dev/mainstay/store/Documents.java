package dev.mainstay.store;

import dev.mainstay.kernel.Parallel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The things of one kind, each an immutable record kept as a JSON document. Every feature's store
 * is made of these; they are written through a {@link Change}.
 */
final class Documents<T> {
  private final Database database;
  private final Kind<T> kind;

  Documents(Database database, Kind<T> kind) {
    this.database = database;
    this.kind = kind;
  }

  Kind<T> kind() {
    return kind;
  }

  Optional<T> get(String id) {
    return database
        .read(sql ->
            sql.first(
                "select json from state where kind = ? and id = ?",
                row -> row.getString(1),
                kind.name(),
                id))
        .map(this::parse);
  }

  /** All that {@code wanted} selects. */
  List<T> list(Selection wanted) {
    var values = new ArrayList<Object>(List.of(kind.name()));
    String conditions = "kind = ?";
    if (wanted.owner != null) {
      conditions += " and owner = ?";
      values.add(wanted.owner);
    }
    if (wanted.status != null) {
      conditions += " and status = ?";
      values.add(wanted.status);
    }
    values.add(wanted.limit);
    String query =
        "select json from state where "
            + conditions
            + (wanted.newestFirst ? " order by position desc, id desc" : " order by position, id")
            + " limit ?";
    return Parallel.map(
        database.read(sql -> sql.list(query, row -> row.getString(1), values.toArray())),
        this::parse);
  }

  private T parse(String json) {
    return Json.read(json, kind.type());
  }

  /**
   * Which, in what order, and how many at most.
   *
   * @param owner null for all
   * @param status null for all
   */
  record Selection(
      @Nullable String owner, @Nullable String status, boolean newestFirst, int limit) {
    /** Everything, by ascending position. */
    static final Selection ALL = new Selection(null, null, false, Integer.MAX_VALUE);

    Selection of(String wantedOwner) {
      return new Selection(wantedOwner, status, newestFirst, limit);
    }

    Selection in(String wantedStatus) {
      return new Selection(owner, wantedStatus, newestFirst, limit);
    }

    /** The {@code most} with the highest positions, by descending position. */
    Selection newest(int most) {
      return new Selection(owner, status, true, most);
    }

    Selection first(int most) {
      return new Selection(owner, status, newestFirst, most);
    }
  }
}
