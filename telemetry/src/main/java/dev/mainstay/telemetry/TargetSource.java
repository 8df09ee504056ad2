package dev.mainstay.telemetry;

import java.util.List;

/** Knows the instances of a service: delivery's, or those that the design names. */
@FunctionalInterface
public interface TargetSource {
  /** The instances that run now; asked once per scrape round, must not block. */
  List<Target> targets(String service);
}
