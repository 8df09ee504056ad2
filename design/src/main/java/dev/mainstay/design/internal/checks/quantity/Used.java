package dev.mainstay.design.internal.checks.quantity;

import dev.mainstay.design.Instances;
import dev.mainstay.design.Instances.Each;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Numbers;
import dev.mainstay.kernel.Bytes;
import dev.mainstay.kernel.Cores;
import org.jspecify.annotations.Nullable;

/** How much of what an instance has is in use, idle and at its capacity. */
final class Used {
  private Used() {}

  /** The share in use without a request, or null when it cannot be told from the design. */
  static @Nullable Double idle(Service service, String resource) {
    return share(service.instances().each(), service.instances().each().idle(), resource);
  }

  /** The share in use at the declared capacity, or null when it cannot be told. */
  static @Nullable Double busy(Service service, String resource) {
    return share(service.instances().each(), service.instances().each().busy(), resource);
  }

  /** Both values, for arithmetic: {@code 1.8 cores / 2 cores = 90 %}. */
  static String sum(Service service, String usage, String resource, double share) {
    Each each = service.instances().each();
    Instances.Usage used = usage.equals("idle") ? each.idle() : each.busy();
    return switch (resource) {
      case "cpu" -> "%s / %s = %s".formatted(used.cpu(), each.cpu(), Numbers.percent(share));
      default -> "%s / %s = %s".formatted(used.memory(), each.memory(), Numbers.percent(share));
    };
  }

  /** The first of the facts that the share needs and that is not written. */
  static String missing(Service service, String usage, String resource) {
    Each each = service.instances().each();
    boolean given = resource.equals("cpu") ? each.cpu() != null : each.memory() != null;
    return given ? path(usage, resource) : "instances/each/" + resource;
  }

  static String path(String usage, String resource) {
    return "instances/each/" + usage + "/" + resource;
  }

  private static @Nullable Double share(Each each, Instances.Usage used, String resource) {
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
