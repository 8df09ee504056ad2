package dev.mainstay.store;

import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.statement.Query;
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
        .read(handle ->
            handle
                .createQuery("select json from state where kind = :kind and id = :id")
                .bind("kind", kind.name())
                .bind("id", id)
                .mapTo(String.class)
                .findOne())
        .map(this::parse);
  }

  /** All that {@code wanted} selects. */
  List<T> list(Selection wanted) {
    String sql =
        "select json from state where kind = :kind"
            + (wanted.owner == null ? "" : " and owner = :owner")
            + (wanted.status == null ? "" : " and status = :status")
            + (wanted.newestFirst ? " order by position desc, id desc" : " order by position, id")
            + " limit :limit";
    return database
        .read(handle -> {
          Query query = handle.createQuery(sql).bind("kind", kind.name());
          if (wanted.owner != null) {
            query.bind("owner", wanted.owner);
          }
          if (wanted.status != null) {
            query.bind("status", wanted.status);
          }
          return query.bind("limit", wanted.limit).mapTo(String.class).list();
        })
        .stream()
        .map(this::parse)
        .toList();
  }

  /** The highest position of any that is kept; 0 when there is none. */
  long lastPosition() {
    return database.read(handle ->
        handle
            .createQuery("select coalesce(max(position), 0) from state where kind = :kind")
            .bind("kind", kind.name())
            .mapTo(Long.class)
            .one());
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
