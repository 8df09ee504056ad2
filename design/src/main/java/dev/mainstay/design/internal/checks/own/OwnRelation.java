package dev.mainstay.design.internal.checks.own;

import dev.mainstay.design.OwnCheck;
import dev.mainstay.design.Service;
import dev.mainstay.design.Sources;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A check that an organisation has written itself. */
public final class OwnRelation extends Check {
  private final OwnCheck own;
  private final Optional<Expression> when;
  private final Optional<Expression> holds;
  private final Map<String, Map<String, Object>> models;

  private OwnRelation(OwnCheck own, Map<String, Map<String, Object>> models) {
    super(
        own.code(),
        own.message(),
        own.holds(),
        own.why() == null ? "the organisation has agreed on it" : own.why());
    this.own = own;
    String condition = own.when();
    when = condition == null ? Optional.empty() : Expression.of(condition);
    holds = Expression.of(own.holds());
    this.models = models;
  }

  /**
   * @param models by design, each value under the keys of the file
   */
  public static List<Check> of(List<OwnCheck> checks, Map<String, Map<String, Object>> models) {
    return checks.stream().<Check>map(own -> new OwnRelation(own, models)).toList();
  }

  @Override
  public void check(Service service, Findings findings) {
    Map<String, Object> model =
        Map.of(
            "service", models.getOrDefault(service.name(), Map.of()),
            "organisation", models.getOrDefault(Sources.ORGANISATION, Map.of()));
    try {
      if (when.isPresent() && !when.get().holds(model)) {
        return;
      }
      findings.compared();
      if (holds.isPresent() && !holds.get().holds(model)) {
        findings
            .own(own.error(), own.at(), own.message())
            .sum("false: " + own.holds().replaceAll("\\s+", " ").strip())
            .fix(own.fix() == null ? "make it true" : own.fix());
      }
    } catch (Expression.Failure e) {
      findings
          .own(own.error(), own.at(), own.code() + " cannot be decided: " + e.getMessage())
          .sum("no answer: " + own.holds().replaceAll("\\s+", " ").strip())
          .fix("write the value, or ask with has(…) first");
    }
  }
}
