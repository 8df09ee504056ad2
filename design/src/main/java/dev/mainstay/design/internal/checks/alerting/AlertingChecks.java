package dev.mainstay.design.internal.checks.alerting;

import dev.mainstay.design.internal.checks.Check;
import java.util.List;

/** The checks of alerting. */
public final class AlertingChecks {
  public static final List<Check> ALL =
      List.of(
          new PagesReachNobody(),
          new AlertAfterTheBudget(),
          new AlertAlwaysFires(),
          new ObjectiveUnwatched(),
          new EscalationToTheSame());

  private AlertingChecks() {}
}
