package dev.mainstay.server.internal.prometheus;

import dev.mainstay.telemetry.remote.RemoteStore;
import dev.mainstay.telemetry.remote.StoreConfig;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The stores elsewhere that can be asked in place of our own samples, by name. Thread-safe. */
public final class Stores implements AutoCloseable {
  private final Function<StoreConfig, RemoteStore> opener;
  private volatile SortedMap<String, RemoteStore> byName = new TreeMap<>();

  public Stores(Function<StoreConfig, RemoteStore> opener) {
    this.opener = opener;
  }

  /** Nothing but our own samples can be asked. */
  static Stores none() {
    return new Stores(store -> {
      throw new IllegalStateException("no store is opened: " + store.name());
    });
  }

  /**
   * Has these stores from now on. One that is as before goes on undisturbed; of the others, queries
   * under way still get their answer.
   */
  public synchronized void apply(Collection<StoreConfig> stores) {
    var next = new TreeMap<String, RemoteStore>();
    for (StoreConfig store : stores) {
      RemoteStore before = byName.get(store.name());
      next.put(
          store.name(),
          before != null && before.config().equals(store) ? before : opener.apply(store));
    }
    byName = next;
  }

  /** The store of that name. */
  public Optional<RemoteStore> named(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  /** What is wrong with a name that no store has. */
  public String unknown(String name) {
    SortedMap<String, RemoteStore> known = byName;
    return "'%s' is not known (expected: %s)"
        .formatted(
            name,
            known.isEmpty()
                ? "none, as the server was told of none by --store or --stores"
                : String.join(", ", known.keySet()));
  }

  /**
   * The store that the request names, or null.
   *
   * @throws ApiError if there is none of that name
   */
  @Nullable RemoteStore of(Parameters parameters) {
    String name = parameters.text("store");
    return name == null
        ? null
        : named(name).orElseThrow(() -> ApiError.parameter("store", unknown(name)));
  }

  /** Their names. */
  byte[] names() {
    return Answers.success(
        json -> Answers.strings(json, List.copyOf(byName.keySet())), List.of(), List.of());
  }

  @Override
  public void close() {
    byName.values().forEach(RemoteStore::close);
  }
}
