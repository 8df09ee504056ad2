package dev.mainstay.design.internal.checks.observability;

import dev.mainstay.design.Observability.Metric;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.design.internal.checks.Numbers;
import java.util.Locale;
import java.util.Set;

final class LabelPerRequest extends Check {
  private static final Set<String> GROWING =
      Set.of(
          "user",
          "userid",
          "customerid",
          "email",
          "session",
          "sessionid",
          "requestid",
          "traceid",
          "spanid",
          "orderid",
          "paymentid",
          "transactionid",
          "ip",
          "clientip",
          "timestamp",
          "uuid");

  LabelPerRequest() {
    super(
        "MS-O021",
        "a label with a new value for every user or request",
        "labels of metrics name sets that do not grow with the traffic, unless series "
            + "says how few they are",
        "the store of metrics grows with every request until its limit, and then drops "
            + "the series that matter");
  }

  @Override
  public void check(Service service, Findings findings) {
    for (Metric metric : service.observability().metrics()) {
      for (int i = 0; i < metric.labels().size(); i++) {
        String label = metric.labels().get(i);
        findings.compared();
        if (GROWING.contains(plain(label)) && metric.series() == null) {
          double perDay = service.traffic().typical().perSecond() * 86_400;
          boolean told = findings.isWritten("traffic/typical");
          findings
              .warning(
                  "observability/metrics/" + metric.name() + "/labels/" + i,
                  "%s has a label %s".formatted(metric.name(), label),
                  "most requests bring a new value of " + label)
              .with("traffic/typical", "the requests")
              .sum(
                  told
                      ? "%s x 86400s = up to %s series a day"
                          .formatted(service.traffic().typical(), Numbers.of(perDay))
                      : "1 series for each value of " + label)
              .fix("put it into logs and traces instead, or declare `series`");
        }
      }
    }
  }

  private static String plain(String label) {
    return label.toLowerCase(Locale.ROOT).replace("_", "");
  }
}
