package dev.mainstay.design.internal.checks.safety;

import dev.mainstay.design.internal.checks.Findings;
import java.util.regex.Pattern;

final class SecretInTheDesign extends EnvironmentCheck {
  private static final Pattern SECRET =
      Pattern.compile("(?i)(.*_)?(PASSWORD|PASSWD|SECRET|TOKEN|API_?KEY|PRIVATE_?KEY|ACCESS_?KEY)");

  SecretInTheDesign() {
    super(
        "MS-S009",
        "a secret in plain text in the design",
        "delivery.process.env names no password, secret, token or key with its value",
        "it is in the repository, in every clone and in every pull request, for ever");
  }

  @Override
  void check(String path, String name, String value, Findings findings) {
    if (SECRET.matcher(name).matches() && isLiteral(value)) {
      findings
          .error(path, "%s is written out in the design file".formatted(name))
          .with("security/secrets", "where secrets are said to come from")
          .sum("%s = %d characters of plain text".formatted(name, value.length()))
          .fix("take it out, change it, and give the path of a file: " + name + "_FILE");
    }
  }

  /** Not a reference, a path or nothing at all. */
  private static boolean isLiteral(String value) {
    return !value.isBlank()
        && !value.contains("${")
        && !value.startsWith("/")
        && !value.startsWith("./")
        && !value.startsWith("../")
        && !value.matches("(?i)true|false|\\d{1,6}|none|null|[a-z][a-z0-9+.-]*://.*");
  }
}
