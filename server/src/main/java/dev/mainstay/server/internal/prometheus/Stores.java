package dev.mainstay.server.internal.prometheus;

import dev.mainstay.telemetry.remote.RemoteStore;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The stores elsewhere that can be asked in place of our own samples, by name. */
public final class Stores implements AutoCloseable {
  private final SortedMap<String, RemoteStore> byName;

  public Stores(Collection<RemoteStore> stores) {
    byName =
        stores.stream()
            .collect(
                Collectors.toMap(
                    RemoteStore::name, Function.identity(), (a, b) -> b, TreeMap::new));
  }

  /** The store of that name. */
  public Optional<RemoteStore> named(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  /** What is wrong with a name that no store has. */
  public String unknown(String name) {
    return "'%s' is not known (expected: %s)"
        .formatted(
            name,
            byName.isEmpty()
                ? "none, as the server was started without --store"
                : String.join(", ", byName.keySet()));
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
