package dev.mainstay.design.internal.checks.recovery;

import dev.mainstay.design.Organisation;
import dev.mainstay.design.Recovery;
import dev.mainstay.design.Service;
import dev.mainstay.design.Tier;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A tier that the service says it belongs to.
 *
 * @param path where it says so
 */
record TierOf(Tier tier, String path) {
  static List<TierOf> each(Service service, Recovery recovery, Organisation organisation) {
    List<TierOf> tiers = new ArrayList<>();
    add(tiers, organisation, recovery.tier(), "recovery/tier");
    String whole = service.promises().tier();
    if (whole != null && !whole.equals(recovery.tier())) {
      add(tiers, organisation, whole, "tier");
    }
    return tiers;
  }

  private static void add(
      List<TierOf> tiers, Organisation organisation, @Nullable String name, String path) {
    if (name != null) {
      organisation.tier(name).ifPresent(tier -> tiers.add(new TierOf(tier, path)));
    }
  }
}
