package dev.mainstay.alerting;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What must be remembered about one service's alerts; saved as a whole.
 *
 * @param alerts pending and firing ones
 * @param modes that the service is in
 * @param group the open group, or null
 */
public record ServiceAlerts(
    String service, List<AlertState> alerts, List<ActiveMode> modes, @Nullable AlertGroup group) {

  public ServiceAlerts {
    alerts = List.copyOf(alerts);
    modes = List.copyOf(modes);
  }

  public static ServiceAlerts none(String service) {
    return new ServiceAlerts(service, List.of(), List.of(), null);
  }
}
