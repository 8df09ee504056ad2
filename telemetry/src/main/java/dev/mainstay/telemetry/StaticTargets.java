package dev.mainstay.telemetry;

import dev.mainstay.design.Designs;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The instances that designs name ({@code telemetry.instances}), for services that Mainstay does
 * not start. The instance's name is its {@code host:port}, its version unknown.
 */
public final class StaticTargets implements TargetSource {
  private volatile Map<String, List<Target>> targets = Map.of();

  public StaticTargets(Designs designs) {
    apply(designs);
  }

  /** Takes other designs live. */
  public void apply(Designs designs) {
    var next = new HashMap<String, List<Target>>();
    designs
        .services()
        .forEach(service -> {
          var found = new ArrayList<Target>();
          for (String address : service.telemetry().instances()) {
            found.add(parse(service.name(), address));
          }
          next.put(service.name(), List.copyOf(found));
        });
    targets = Map.copyOf(next);
  }

  private static Target parse(String service, String address) {
    int colon = address.lastIndexOf(':');
    if (colon < 1) {
      throw new IllegalArgumentException("instance: " + address + " (expected: host:port)");
    }
    String host = address.substring(0, colon).replaceAll("[\\[\\]]", "");
    return new Target(service, address, "", host, Integer.parseInt(address.substring(colon + 1)));
  }

  @Override
  public List<Target> targets(String service) {
    return targets.getOrDefault(service, List.of());
  }
}
