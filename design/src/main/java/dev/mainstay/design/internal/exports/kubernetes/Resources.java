package dev.mainstay.design.internal.exports.kubernetes;

import dev.mainstay.design.Instances.Each;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.exports.Carrier;
import dev.mainstay.design.internal.exports.Yml;
import dev.mainstay.kernel.Bytes;
import dev.mainstay.kernel.Cores;
import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/**
 * What one instance is given: memory as a request and as a limit, processor time as a request only,
 * since a limit would throttle it while the node is idle.
 */
final class Resources {
  private static final long MEBIBYTE = 1 << 20;

  private Resources() {}

  static @Nullable Yml of(Service service, Carrier carrier) {
    Each each = service.instances().each();
    Yml requests = Yml.of();
    Yml resources = Yml.of();
    Cores cpu = each.cpu();
    if (cpu == null) {
      carrier.note("instances/each/cpu", "not written: set a request before it is used");
    } else {
      carrier.carries("instances/each/cpu");
      requests.with("cpu", millicores(cpu));
    }
    Bytes memory = each.memory();
    if (memory == null) {
      carrier.note("instances/each/memory", "not written: set a limit before it is used");
    } else {
      carrier.carries("instances/each/memory");
      requests.with("memory", quantity(memory));
      resources.with("limits", Yml.of("memory", quantity(memory)));
    }
    return requests.isEmpty() ? null : Yml.of("requests", requests).withAll(resources);
  }

  /** Rounded up to a thousandth, the finest that Kubernetes knows. */
  static String millicores(Cores cores) {
    return BigDecimal.valueOf(cores.count())
            .movePointRight(3)
            .setScale(0, RoundingMode.CEILING)
            .toPlainString()
        + "m";
  }

  static String quantity(Bytes bytes) {
    return bytes.count() % MEBIBYTE == 0
        ? bytes.count() / MEBIBYTE + "Mi"
        : String.valueOf(bytes.count());
  }
}
