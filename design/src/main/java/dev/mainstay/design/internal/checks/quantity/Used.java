package dev.mainstay.design.internal.checks.quantity;

import dev.mainstay.design.Instances.Each;
import dev.mainstay.design.Instances.Usage;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Numbers;
import dev.mainstay.kernel.Bytes;
import dev.mainstay.kernel.Cores;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How much of what an instance has is in use, idle and at its capacity. */
final class Used {
  private Used() {}

  /** In which an instance is looked at. */
  enum State {
    /** Without a request. */
    IDLE,
    /** At the declared capacity. */
    BUSY;

    /** As the design writes it. */
    String key() {
      return name().toLowerCase(Locale.ROOT);
    }

    private Usage of(Each each) {
      return this == IDLE ? each.idle() : each.busy();
    }
  }

  /** The share in use, or null when it cannot be told from the design. */
  static @Nullable Double share(Service service, State state, String resource) {
    Each each = service.instances().each();
    return share(each, state.of(each), resource);
  }

  /** Both values, for arithmetic: {@code 1.8 cores / 2 cores = 90 %}. */
  static String sum(Service service, State state, String resource, double share) {
    Each each = service.instances().each();
    Usage used = state.of(each);
    return switch (resource) {
      case "cpu" -> "%s / %s = %s".formatted(used.cpu(), each.cpu(), Numbers.percent(share));
      default -> "%s / %s = %s".formatted(used.memory(), each.memory(), Numbers.percent(share));
    };
  }

  /** The first of the facts that the share needs and that is not written. */
  static String missing(Service service, State state, String resource) {
    Each each = service.instances().each();
    boolean given = resource.equals("cpu") ? each.cpu() != null : each.memory() != null;
    return given ? path(state, resource) : "instances/each/" + resource;
  }

  static String path(State state, String resource) {
    return "instances/each/" + state.key() + "/" + resource;
  }

  private static @Nullable Double share(Each each, Usage used, String resource) {
    switch (resource) {
      case "cpu" -> {
        Cores given = each.cpu();
        Cores taken = used.cpu();
        return given == null || taken == null ? null : taken.count() / given.count();
      }
      case "memory" -> {
        Bytes given = each.memory();
        Bytes taken = used.memory();
        return given == null || taken == null ? null : (double) taken.count() / given.count();
      }
      default -> {
        return null;
      }
    }
  }
}
