package dev.mainstay.design.internal.checks.quantity;

import dev.mainstay.design.Instances;
import dev.mainstay.design.Service;
import dev.mainstay.kernel.Rate;

/**
 * The instances that share the peak: the minimum, or as many as the autoscaler has started by then.
 *
 * @param path what their number comes from
 */
public record Running(int instances, String path) {
  public static Running atPeak(Service service) {
    Instances instances = service.instances();
    if (instances.scaling() == null) {
      return new Running(instances.min(), "instances/min");
    }
    Rate capacity = instances.capacity();
    if (capacity == null) {
      return new Running(instances.max(), "instances/max");
    }
    double needed = Load.instancesFor(service.traffic().peak().perSecond(), capacity);
    if (needed <= instances.min()) {
      return new Running(instances.min(), "instances/min");
    }
    return needed >= instances.max()
        ? new Running(instances.max(), "instances/max")
        : new Running((int) needed, "instances/each/capacity");
  }
}
