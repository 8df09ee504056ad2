package dev.mainstay.design.internal.checks.quantity;

import dev.mainstay.design.Capacity.Cache;
import dev.mainstay.design.Dependency;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.design.internal.checks.Numbers;
import dev.mainstay.kernel.Percentage;
import org.jspecify.annotations.Nullable;

/**
 * What a lost cache means for the dependency that it saves.
 *
 * @param holder of the cache
 * @param saved asked when the answer is not in the cache
 * @param asked calls of the cache per request
 * @param hitRatio of those calls
 */
record CacheLoss(Dependency holder, Dependency saved, double asked, double hitRatio) {
  /** Null, with what is missing reported, when the design does not tell enough. */
  static @Nullable CacheLoss of(Service service, Cache cache, Findings findings) {
    Dependency holder = named(service, cache.in());
    Dependency saved = named(service, cache.saves());
    Percentage hitRatio = cache.hitRatio();
    if (holder == null || saved == null) {
      return null;
    }
    if (hitRatio == null) {
      findings.unknown("capacity/caches/" + cache.name() + "/hitRatio");
      return null;
    }
    Double asked = cache.callsPerRequest();
    boolean alone =
        service.capacity().caches().stream().filter(each -> holder.name().equals(each.in())).count()
            == 1;
    if (asked == null && !alone) {
      findings.unknown("capacity/caches/" + cache.name() + "/callsPerRequest");
      return null;
    }
    return new CacheLoss(
        holder, saved, asked == null ? holder.callsPerRequest() : asked, hitRatio.asFraction());
  }

  private static @Nullable Dependency named(Service service, @Nullable String name) {
    return service.dependencies().stream()
        .filter(dependency -> dependency.name().equals(name))
        .findFirst()
        .orElse(null);
  }

  /** Calls to the saved dependency per request while the cache answers nothing. */
  double callsWithout() {
    return saved.callsPerRequest() + asked * hitRatio;
  }

  /** {@code (1.2 + 0.5 x 90 %)}. */
  String sum() {
    return "(%s + %s x %s)"
        .formatted(
            Numbers.of(saved.callsPerRequest()), Numbers.of(asked), Numbers.percent(hitRatio));
  }
}
