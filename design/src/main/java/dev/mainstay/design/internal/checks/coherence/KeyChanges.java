package dev.mainstay.design.internal.checks.coherence;

import dev.mainstay.design.Dependency;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

final class KeyChanges extends Check {
  private static final Pattern PLACEHOLDER = Pattern.compile("\\$?\\{\\s*([^{}]*?)\\s*}");
  private static final Set<String> ANEW =
      Set.of("attempt", "try", "retry", "random", "rand", "now", "nonce");
  private static final Set<String> PERHAPS_ANEW =
      Set.of("timestamp", "time", "datetime", "uuid", "guid", "millis", "nanos", "epoch");

  KeyChanges() {
    super(
        "MS-C021",
        "an idempotency key that changes between tries",
        "dependencies.NAME.retry.key has no placeholder that is filled in anew for each attempt",
        "the other side sees a new request each time: the customer is charged once for every "
            + "attempt, which is what the key is there to prevent");
  }

  @Override
  public void check(Service service, Findings findings) {
    for (Dependency dependency : service.dependencies()) {
      var retry = dependency.retry();
      String key = retry == null ? null : retry.key();
      if (retry == null || key == null || retry.attempts() == 1) {
        continue;
      }
      findings.compared();
      var placeholders = PLACEHOLDER.matcher(key);
      while (placeholders.find()) {
        String name = placeholders.group(1).toLowerCase(Locale.ROOT).replaceAll("\\(\\)$", "");
        if (ANEW.contains(name) || PERHAPS_ANEW.contains(name)) {
          report(dependency, retry, placeholders.group(), ANEW.contains(name), findings);
          break;
        }
      }
    }
  }

  private static void report(
      Dependency dependency,
      Dependency.Retry retry,
      String placeholder,
      boolean proven,
      Findings findings) {
    String path = "dependencies/" + dependency.name() + "/retry";
    String message =
        "the key of calls to %s has %s in it, so that each attempt has another key"
            .formatted(dependency.name(), placeholder);
    var finding =
        proven
            ? findings.error(path + "/key", message)
            : findings.warning(
                path + "/key",
                message,
                placeholder + " is filled in when the attempt is made, not when the request came");
    finding
        .with(path + "/attempts", "attempts of one request")
        .sum(
            "%d attempts, %d keys, up to %d effects"
                .formatted(retry.attempts(), retry.attempts(), retry.attempts()))
        .fix("remove " + placeholder + " from the key, or take it from the request");
  }
}
