package dev.mainstay.design.internal.checks.safety;

import dev.mainstay.design.Security;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.kernel.Durations;
import java.time.Duration;
import java.util.regex.Pattern;

final class VerificationCodeKept extends Check {
  private static final Pattern CODE =
      Pattern.compile("(?i)(.*[_-])?(cvc|cvv|cvc2|cvv2|cid|pin|pinblock|track1|track2|trackdata)");

  VerificationCodeKept() {
    super(
        "MS-S015",
        "a card verification code that is stored",
        "payment data with a cvc, cvv, pin or track field has no keep above 0",
        "card schemes forbid it without exception; the contract ends with the first audit or the first theft");
  }

  @Override
  public void check(Service service, Findings findings) {
    for (Security.Data data : service.security().data()) {
      Duration keep = data.keep();
      if (data.kind() != Security.DataClass.PAYMENT || keep == null) {
        continue;
      }
      for (int i = 0; i < data.fields().size(); i++) {
        findings.compared();
        String field = data.fields().get(i);
        if (CODE.matcher(field).matches() && !keep.isZero()) {
          findings
              .error(
                  "security/data/%s/fields/%d".formatted(data.name(), i),
                  "%s is kept for %s".formatted(field, Durations.format(keep)))
              .with("security/data/" + data.name() + "/keep", "how long")
              .sum("%s > 0s".formatted(Durations.format(keep)))
              .fix(
                  "keep it until the payment is authorised and no longer: data of its own, `keep: 0s`");
        }
      }
    }
  }
}
