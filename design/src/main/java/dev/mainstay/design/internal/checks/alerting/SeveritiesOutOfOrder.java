package dev.mainstay.design.internal.checks.alerting;

import dev.mainstay.design.Organisation.Response;
import dev.mainstay.design.Service;
import dev.mainstay.design.Sources;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

final class SeveritiesOutOfOrder extends Check {
  SeveritiesOutOfOrder() {
    super(
        "MS-A006",
        "a graver severity that is answered later than a lighter one",
        "respond, update and resolve of a graver severity <= those of each lighter one",
        "while the worst incident waits, people mend a smaller one, because its clock "
            + "runs out first");
  }

  @Override
  public void check(Service service, Findings findings) {
    if (!Paging.tellsOrganisation(service, findings)) {
      return;
    }
    compare("respond", Response::respond, findings);
    compare("update", Response::update, findings);
    compare("resolve", Response::resolve, findings);
  }

  private static void compare(
      String key, Function<Response, @Nullable Duration> time, Findings findings) {
    List<Response> described =
        findings.designs().organisation().severities().stream()
            .filter(each -> time.apply(each) != null)
            .sorted((a, b) -> a.severity().compareTo(b.severity()))
            .toList();
    for (int i = 1; i < described.size(); i++) {
      Response graver = described.get(i - 1);
      Response lighter = described.get(i);
      Duration first = Objects.requireNonNull(time.apply(graver));
      Duration second = Objects.requireNonNull(time.apply(lighter));
      findings.compared();
      if (first.compareTo(second) > 0) {
        String path = "severities/%s/" + key;
        findings
            .errorIn(
                Sources.ORGANISATION,
                path.formatted(graver.severity()),
                "%s of %s: %s, later than %s of %s"
                    .formatted(
                        key,
                        graver.severity(),
                        Paging.format(first),
                        Paging.format(second),
                        lighter.severity()))
            .with(Sources.ORGANISATION, path.formatted(lighter.severity()), "the lighter severity")
            .sum(Paging.format(first) + " > " + Paging.format(second))
            .fix("give %s at most %s".formatted(graver.severity(), Paging.written(second)));
      }
    }
  }
}
