package dev.mainstay.design.internal.exports.kubernetes;

import dev.mainstay.design.Service;
import dev.mainstay.design.internal.exports.Carrier;
import dev.mainstay.design.internal.exports.Yml;
import org.jspecify.annotations.Nullable;

/** What one instance is given. */
final class Resources {
  private Resources() {}

  static @Nullable Yml of(Service service, Carrier carrier) {
    carrier.note("instances/each", "cpu and memory are not written: set them before it is used");
    return null;
  }
}
