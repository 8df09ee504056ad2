package dev.mainstay.design.internal.checks.observability;

import dev.mainstay.design.Observability.Logs;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import java.util.Set;

final class NoWayFromLogToTrace extends Check {
  private static final Set<String> LINKS =
      Set.of("traceid", "trace", "traceparent", "requestid", "correlationid");

  NoWayFromLogToTrace() {
    super(
        "MS-O024",
        "traces that no log line leads to",
        "logs.fields has the id of the trace when there are traces and fields",
        "somebody has the error in front of him, and the trace of it among a million " + "others");
  }

  @Override
  public void check(Service service, Findings findings) {
    Logs logs = service.observability().logs();
    if (logs == null || service.observability().traces() == null) {
      return;
    }
    if (logs.fields().isEmpty()) {
      findings.unknown("observability/logs/fields");
      return;
    }
    findings.compared();
    boolean linked = logs.fields().stream().map(Redaction::plain).anyMatch(LINKS::contains);
    if (!linked) {
      findings
          .warning(
              "observability/logs/fields",
              "log entries carry no id of their trace",
              "fields are all that an entry has")
          .with("observability/traces", "there are traces")
          .sum("%s holds no traceId".formatted(logs.fields()))
          .fix("add `traceId` to the fields");
    }
  }
}
