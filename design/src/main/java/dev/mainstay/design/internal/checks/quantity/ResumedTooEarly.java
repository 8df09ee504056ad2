package dev.mainstay.design.internal.checks.quantity;

import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.kernel.Percentage;

final class ResumedTooEarly extends Check {
  ResumedTooEarly() {
    super(
        "MS-Q060",
        "hysteresis the wrong way round",
        "overload.*.resume < overload.*.shed, or < unready where nothing is shed",
        "the instance refuses and takes requests in turn, many times a second, and callers see "
            + "neither an outage nor a service");
  }

  @Override
  public void check(Service service, Findings findings) {
    service
        .overload()
        .resources()
        .forEach((resource, thresholds) -> {
          Percentage resume = thresholds.resume();
          Percentage shed = thresholds.shed();
          Percentage from = shed == null ? thresholds.unready() : shed;
          if (resume == null || from == null) {
            return;
          }
          findings.compared();
          if (resume.compareTo(from) >= 0) {
            String path = "overload/" + resource.key();
            findings
                .error(
                    path + "/resume",
                    "%s: requests are refused at %s and taken again below %s"
                        .formatted(resource.key(), from, resume))
                .with(path + (shed == null ? "/unready" : "/shed"), "requests are refused")
                .sum("%s >= %s".formatted(resume, from))
                .fix("resume clearly below, such as 5 points");
          }
        });
  }
}
