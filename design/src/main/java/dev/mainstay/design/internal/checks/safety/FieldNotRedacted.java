package dev.mainstay.design.internal.checks.safety;

import dev.mainstay.design.Security;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import java.util.List;
import java.util.Locale;

final class FieldNotRedacted extends Check {
  FieldNotRedacted() {
    super(
        "MS-S014",
        "a protected field that reaches the logs",
        "every field of personal, health or payment data is hidden by interface.http.redact",
        "logs are read by many and kept in many places: the data is out without anybody having taken it");
  }

  @Override
  public void check(Service service, Findings findings) {
    List<String> redacted = service.http().redact().stream().map(FieldNotRedacted::plain).toList();
    for (Security.Data data : service.security().data()) {
      if (!data.kind().isSensitive()) {
        continue;
      }
      for (int i = 0; i < data.fields().size(); i++) {
        findings.compared();
        String field = data.fields().get(i);
        if (redacted.stream().noneMatch(plain(field)::endsWith)) {
          findings
              .error(
                  "security/data/%s/fields/%d".formatted(data.name(), i),
                  "%s is %s data and not redacted".formatted(field, data.kind().word()))
              .with("interface/http/redact", "what never reaches a log")
              .sum("%s is none of %s".formatted(field, String.join(", ", service.http().redact())))
              .fix("add " + field + " to interface.http.redact");
        }
      }
    }
  }

  /** As the toolkit compares names: without case, underscores and hyphens. */
  private static String plain(String name) {
    return name.toLowerCase(Locale.ROOT).replace("_", "").replace("-", "");
  }
}
