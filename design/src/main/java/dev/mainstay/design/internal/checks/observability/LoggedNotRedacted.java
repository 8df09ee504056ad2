package dev.mainstay.design.internal.checks.observability;

import dev.mainstay.design.Observability.Logs;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import java.util.List;

final class LoggedNotRedacted extends Check {
  private static final List<String> SENSITIVE =
      List.of(
          "password",
          "passwd",
          "secret",
          "token",
          "apikey",
          "privatekey",
          "authorization",
          "cookie",
          "cardnumber",
          "cvc",
          "cvv",
          "iban",
          "accountnumber",
          "email",
          "phone",
          "ssn",
          "birthdate");

  LoggedNotRedacted() {
    super(
        "MS-O001",
        "a secret or personal field that is logged and not redacted",
        "observability.logs.fields that hold secrets or personal data are hidden by "
            + "interface.http.redact",
        "card numbers and addresses lie in a log store for months, open to everybody "
            + "who looks for an error");
  }

  @Override
  public void check(Service service, Findings findings) {
    Logs logs = service.observability().logs();
    if (logs == null) {
      return;
    }
    for (int i = 0; i < logs.fields().size(); i++) {
      String field = logs.fields().get(i);
      findings.compared();
      if (SENSITIVE.stream().anyMatch(plain(field)::endsWith) && !Redaction.hides(service, field)) {
        findings
            .warning(
                "observability/logs/fields/" + i,
                "%s is logged, but nothing in redact hides it".formatted(field),
                "it holds what its name says")
            .with("interface/http/redact", "what never reaches a log")
            .sum("%s ends with none of %s".formatted(field, service.http().redact()))
            .fix("add %s to interface.http.redact, or do not log it".formatted(field));
      }
    }
  }

  private static String plain(String field) {
    return Redaction.plain(field);
  }
}
