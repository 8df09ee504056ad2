package dev.mainstay.design.internal.checks.delivery;

import dev.mainstay.design.Delivery;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import java.util.Locale;

final class PlatformAgainstProcess extends Check {
  PlatformAgainstProcess() {
    super(
        "MS-D031",
        "processes on a platform that starts none of them",
        "delivery.process goes with platform: processes",
        "Mainstay starts its own instances beside those of the platform, and two systems deploy one service");
  }

  @Override
  public void check(Service service, Findings findings) {
    Delivery delivery = service.delivery();
    if (delivery == null) {
      return;
    }
    Delivery.Run run = service.run();
    Service.Platform platform = service.platform();
    if (run == null || platform == null) {
      return;
    }
    findings.compared();
    if (platform != Service.Platform.PROCESSES) {
      findings
          .error(
              "delivery/process",
              "started as a process, on the platform %s"
                  .formatted(platform.name().toLowerCase(Locale.ROOT)))
          .with("platform", "what runs it")
          .sum("platform %s != processes".formatted(platform.name().toLowerCase(Locale.ROOT)))
          .fix("leave out process and gateway, or run it on `platform: processes`");
    }
  }
}
