package dev.mainstay.design.internal.checks.observability;

import dev.mainstay.design.Observability.Logs;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import java.util.Set;

final class RedactedToUselessness extends Check {
  private static final Set<String> NEEDED =
      Set.of(
          "traceid",
          "spanid",
          "requestid",
          "correlationid",
          "timestamp",
          "time",
          "level",
          "service");

  RedactedToUselessness() {
    super(
        "MS-O025",
        "a redaction that hides what log entries are found by",
        "interface.http.redact hides none of the ids, times and levels in logs.fields",
        "every entry says [redacted] where the id of the request should be: nothing "
            + "can be followed");
  }

  @Override
  public void check(Service service, Findings findings) {
    Logs logs = service.observability().logs();
    if (logs == null) {
      return;
    }
    for (int i = 0; i < logs.fields().size(); i++) {
      String field = logs.fields().get(i);
      if (!NEEDED.contains(Redaction.plain(field))) {
        continue;
      }
      findings.compared();
      if (Redaction.hides(service, field)) {
        findings
            .error(
                "observability/logs/fields/" + i,
                "%s is logged, but redact hides it".formatted(field))
            .with("interface/http/redact", "hides fields that end with one of these")
            .sum("%s ends with one of %s".formatted(field, service.http().redact()))
            .fix("name the fields to hide in full, such as `userId` instead of `id`");
      }
    }
  }
}
