package dev.mainstay.telemetry.remote;

import dev.mainstay.kernel.Problem;
import dev.mainstay.telemetry.config.HttpAccess;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A store elsewhere, and how it is asked.
 *
 * @param name for messages and for who asks it
 * @param address to which {@code /api/v1/query} is appended
 * @param access who asks, and whom to trust; redirects are not followed
 * @param headers to send beside, such as a tenant
 */
public record StoreConfig(
    String name, URI address, HttpAccess access, Map<String, String> headers) {
  public StoreConfig {
    access = access.withoutRedirects();
    headers = Map.copyOf(headers);
  }

  /** A store that whoever comes may ask. */
  public StoreConfig(String name, URI address) {
    this(name, address, HttpAccess.NONE, Map.of());
  }

  /** Stores, or what is wrong with the text; no stores when there are errors. */
  public record Read(List<StoreConfig> stores, List<Problem> problems) {
    public Read {
      stores = List.copyOf(stores);
      problems = List.copyOf(problems);
    }

    public boolean hasErrors() {
      return problems.stream().anyMatch(Problem::isError);
    }
  }

  /**
   * Reads a file whose {@code stores} have the keys of Prometheus' {@code remote_read}.
   *
   * @param file its name, for places of problems; what it names is relative to its folder
   */
  public static Read read(Path file, String text) {
    return new StoreConfigReader(file).read(text);
  }

  /** What a name is to be, unless it is that. */
  public static Optional<String> wrongName(String name) {
    return name.matches("[a-zA-Z0-9][a-zA-Z0-9_.-]{0,62}")
        ? Optional.empty()
        : Optional.of("a name of letters, digits, dots and hyphens");
  }

  /** What an address has that it may not have, and what is expected; says no password. */
  public static Optional<String> wrongAddress(URI address) {
    String authority = address.getRawAuthority();
    if (authority != null && authority.indexOf('@') >= 0) {
      return Optional.of(
          "an address with a password (expected: one without, and basic_auth in a file of --stores)");
    }
    if (address.getRawQuery() != null || address.getRawFragment() != null) {
      return Optional.of("an address with more than a path (expected: no ? and no #)");
    }
    return address.getHost() == null || !List.of("http", "https").contains(address.getScheme())
        ? Optional.of(address + " (expected: http://HOST:PORT or https://…)")
        : Optional.empty();
  }

  @Override
  public String toString() {
    return "StoreConfig[" + name + ", " + address + ", secrets hidden]";
  }
}
