package dev.mainstay.design.internal.checks.safety;

import dev.mainstay.design.internal.checks.Findings;
import java.util.regex.Pattern;

final class CredentialsInUrl extends EnvironmentCheck {
  private static final Pattern CREDENTIALS =
      Pattern.compile("://[^/@:\\s]+:[^/@\\s]+@|[?&;](?:password|passwd|pwd)=[^&;\\s]+");

  CredentialsInUrl() {
    super(
        "MS-S010",
        "a password inside an address",
        "addresses in delivery.process.env hold no user:password@ and no password=",
        "addresses are logged, shown in traces and in error messages; redaction knows fields, not parts of addresses");
  }

  @Override
  void check(String path, String name, String value, Findings findings) {
    var match = CREDENTIALS.matcher(value);
    if (match.find() && !match.group().contains("${")) {
      findings
          .error(path, name + " carries a password in its address")
          .with("interface/http/redact", "hides fields, not parts of an address")
          .sum("%s has user:password@ or password= in it".formatted(name))
          .fix("take the password out of the address, change it, and give it as a file");
    }
  }
}
