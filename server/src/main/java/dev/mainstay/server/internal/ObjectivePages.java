package dev.mainstay.server.internal;

import dev.mainstay.design.BudgetRule;
import dev.mainstay.design.slo.Slo;
import dev.mainstay.kernel.Clock;
import dev.mainstay.kernel.Durations;
import dev.mainstay.objectives.evaluation.BudgetPolicy;
import dev.mainstay.objectives.evaluation.BudgetPolicy.Change;
import dev.mainstay.objectives.evaluation.BudgetPolicy.Decision;
import dev.mainstay.objectives.evaluation.BudgetPolicy.Left;
import dev.mainstay.objectives.evaluation.BudgetPolicy.Level;
import dev.mainstay.objectives.evaluation.BudgetPolicy.Verdict;
import dev.mainstay.objectives.evaluation.Events;
import dev.mainstay.objectives.evaluation.SloStatus;
import dev.mainstay.objectives.evaluation.SloStatus.Burn;
import dev.mainstay.objectives.live.Correction;
import dev.mainstay.objectives.live.Correction.What;
import dev.mainstay.objectives.live.LiveObjectives;
import dev.mainstay.objectives.live.ReleaseException;
import dev.mainstay.objectives.live.ReleaseGuard;
import dev.mainstay.objectives.live.Standing;
import dev.mainstay.server.internal.view.CorrectionView;
import dev.mainstay.server.internal.view.Health;
import dev.mainstay.server.internal.view.ObjectiveDetailView;
import dev.mainstay.server.internal.view.ObjectiveListView;
import dev.mainstay.server.internal.view.ObjectiveStandingView;
import dev.mainstay.server.internal.view.ReleaseExceptionView;
import dev.mainstay.server.internal.view.ReleaseView;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Objectives, corrections and exceptions as the API shows them. */
final class ObjectivePages {
  private static final String NO_VERSION = "";

  private final LiveObjectives objectives;
  private final Promises promises;
  private final ReleaseGuard guard;
  private final Clock clock;

  ObjectivePages(LiveObjectives objectives, Promises promises, ReleaseGuard guard, Clock clock) {
    this.objectives = objectives;
    this.promises = promises;
    this.guard = guard;
    this.clock = clock;
  }

  /** A page of those of one service, or of all. */
  ObjectiveListView list(@Nullable String service, ObjectiveList.Asked asked) {
    return ObjectiveList.page(
        (service == null ? objectives.all() : objectives.of(service))
            .stream().map(this::row).toList(),
        asked);
  }

  ObjectiveDetailView one(String service, String name) {
    Standing standing =
        objectives
            .find(service, name)
            .orElseThrow(() ->
                new NotFoundException(
                    "no objective %s of %s (expected: one of %s)"
                        .formatted(
                            name,
                            service,
                            objectives.of(service).stream()
                                .map(each -> each.slo().name())
                                .toList())));
    return new ObjectiveDetailView(
        standing(standing),
        objectives.forecast(service, name).map(EvaluationApi::forecast).orElse(null),
        objectives.hours(service, name).stream()
            .map(hour ->
                new ObjectiveDetailView.Hour(
                    Numbers.unix(hour.end()), hour.events().bad(), hour.events().total()))
            .toList(),
        objectives.contributors(service, name).stream()
            .map(each ->
                new ObjectiveDetailView.Contributor(
                    each.part(), each.label(), each.value(), each.bad(), each.total()))
            .toList(),
        standing.corrections().stream().map(ObjectivePages::view).toList(),
        effects(standing),
        release(service));
  }

  private static List<ObjectiveDetailView.Effect> effects(Standing standing) {
    SloStatus status = standing.status();
    if (status == null || status.parts().size() > 1) {
      return List.of();
    }
    var effects = new ArrayList<ObjectiveDetailView.Effect>();
    for (Correction each : standing.corrections()) {
      switch (each.what()) {
        case What.Exclusion exclusion ->
            status.excluded().stream()
                .filter(one ->
                    one.from().equals(exclusion.from()) && one.until().equals(exclusion.until()))
                .findFirst()
                .ifPresent(one -> effects.add(effect(each, one.events(), -1)));
        case What.Adjustment(Instant when, double good, double total) -> {
          boolean within = when.isAfter(status.window().begin()) && !when.isAfter(status.asOf());
          effects.add(
              within
                  ? new ObjectiveDetailView.Effect(each.id(), total - good, total)
                  : effect(each, Events.NONE, 1));
        }
      }
    }
    return effects;
  }

  private static ObjectiveDetailView.Effect effect(Correction of, Events events, int sign) {
    // Adding zero makes a zero of what would be a negative zero.
    return new ObjectiveDetailView.Effect(
        of.id(), sign * events.bad() + 0.0, sign * events.total() + 0.0);
  }

  private @Nullable BudgetRule rule(Slo slo) {
    BudgetRule own = slo.budgetRule();
    return own != null ? own : promises.rule(slo.service());
  }

  private static String source(Slo slo) {
    return slo.designed() != null ? "design" : "openslo";
  }

  private ObjectiveListView.Row row(Standing standing) {
    Slo slo = standing.slo();
    BudgetRule rule = rule(slo);
    Level level = level(standing.left(), rule);
    SloStatus status = standing.judged();
    SloStatus.Agreement promised = status == null ? null : status.agreement();
    ObjectiveListView.Agreement agreement =
        promised == null
            ? null
            : new ObjectiveListView.Agreement(
                promised.target(),
                promised.within() == null ? null : (Double) Durations.seconds(promised.within()),
                health(promised));
    List<String> burning =
        status == null
            ? List.of()
            : status.burns().stream().filter(Burn::burning).map(Burn::rule).toList();
    Health health =
        switch (level) {
          case UNKNOWN -> Health.UNKNOWN;
          case EXHAUSTED -> Health.ACT;
          case CRITICAL -> Health.WATCH;
          case WARNING, HEALTHY -> burning.isEmpty() ? Health.GOOD : Health.WATCH;
        };
    return new ObjectiveListView.Row(
        slo.service(),
        slo.name(),
        source(slo),
        agreement == null || agreement.health() == Health.UNKNOWN
            ? health
            : health.worse(agreement.health()),
        IncidentPages.word(level),
        status == null ? null : (Double) status.target(),
        status == null ? null : Numbers.known(status.indicator()),
        status == null ? null : Numbers.known(status.budget().remaining()),
        burning,
        agreement,
        whenUsedUp(rule));
  }

  private static Health health(SloStatus.Agreement agreement) {
    double left = agreement.budget().remaining();
    if (agreement.unknown() != null || Double.isNaN(left)) {
      return Health.UNKNOWN;
    }
    if (left <= 0) {
      return Health.ACT;
    }
    return agreement.burns().stream().anyMatch(Burn::burning) ? Health.WATCH : Health.GOOD;
  }

  private ObjectiveStandingView standing(Standing standing) {
    var slo = standing.slo();
    BudgetRule rule = rule(slo);
    SloStatus status = standing.judged();
    return new ObjectiveStandingView(
        slo.service(),
        slo.name(),
        source(slo),
        slo.place().toString(),
        IncidentPages.word(level(standing.left(), rule)),
        status == null ? null : (Double) status.target(),
        status == null ? null : Numbers.known(status.indicator()),
        status == null ? null : (Double) Numbers.unix(status.window().begin()),
        status == null ? null : (Double) Numbers.unix(status.window().end()),
        status == null ? null : EvaluationApi.budget(status.budget()),
        status == null ? List.of() : EvaluationApi.rates(status),
        status == null ? List.of() : burns(status.burns()),
        agreement(status),
        whenUsedUp(rule),
        standing.corrections().size(),
        status == null ? null : (Double) Numbers.unix(status.asOf()),
        standing.unknown());
  }

  private static List<ObjectiveStandingView.Burn> burns(List<Burn> burns) {
    return burns.stream()
        .map(burn ->
            new ObjectiveStandingView.Burn(
                burn.rule(),
                Durations.format(burn.longWindow()),
                Durations.format(burn.shortWindow()),
                burn.factor(),
                burn.burning()))
        .toList();
  }

  private static ObjectiveStandingView.@Nullable Agreement agreement(@Nullable SloStatus status) {
    SloStatus.Agreement agreement = status == null ? null : status.agreement();
    return agreement == null
        ? null
        : new ObjectiveStandingView.Agreement(
            agreement.target(),
            Numbers.known(agreement.indicator()),
            EvaluationApi.budget(agreement.budget()),
            burns(agreement.burns()),
            agreement.within() == null ? null : (Double) Durations.seconds(agreement.within()),
            agreement.unknown());
  }

  private static Level level(Left left, @Nullable BudgetRule rule) {
    BudgetPolicy policy = rule == null ? BudgetPolicy.DEFAULT : BudgetPolicy.of(rule);
    return policy.level(left);
  }

  private static @Nullable String whenUsedUp(@Nullable BudgetRule rule) {
    return rule == null ? null : IncidentPages.word(rule.whenUsedUp());
  }

  /** Whether a new version of the service may go out now. */
  ReleaseView release(String service) {
    return release(service, NO_VERSION);
  }

  /** Whether that version of the service may go out now. */
  ReleaseView release(String service, String version) {
    Decision decision = guard.decide(new Change(service, version, false));
    return new ReleaseView(
        service,
        Promises.word(decision.verdict()),
        decision.reasons(),
        decision.verdict() == Verdict.FREEZE
            ? Promises.ways(service, version.isEmpty() ? "VERSION" : version, guard)
            : null);
  }

  /** The newest first; of one service, or of all. */
  List<CorrectionView> corrections(@Nullable String service) {
    return objectives.corrections().reversed().stream()
        .filter(each -> service == null || each.service().equals(service))
        .map(ObjectivePages::view)
        .toList();
  }

  static CorrectionView view(Correction correction) {
    Instant from;
    Instant until = null;
    Double good = null;
    Double total = null;
    String kind;
    switch (correction.what()) {
      case What.Exclusion exclusion -> {
        kind = "exclusion";
        from = exclusion.from();
        until = exclusion.until();
      }
      case What.Adjustment adjustment -> {
        kind = "adjustment";
        from = adjustment.when();
        good = adjustment.good();
        total = adjustment.total();
      }
    }
    return new CorrectionView(
        correction.id(),
        correction.service(),
        correction.objective(),
        kind,
        from,
        until,
        good,
        total,
        correction.reason(),
        correction.by(),
        correction.at(),
        view(correction.withdrawn()));
  }

  private static CorrectionView.@Nullable Withdrawal view(
      Correction.@Nullable Withdrawal withdrawal) {
    return withdrawal == null
        ? null
        : new CorrectionView.Withdrawal(withdrawal.by(), withdrawal.at(), withdrawal.reason());
  }

  /** The newest first; of one service, or of all. */
  List<ReleaseExceptionView> exceptions(@Nullable String service) {
    return guard.exceptions().stream()
        .filter(each -> service == null || each.service().equals(service))
        .map(this::view)
        .toList();
  }

  ReleaseExceptionView view(ReleaseException exception) {
    int needed = guard.approvals(exception.service());
    String state =
        exception.withdrawn() != null
            ? "withdrawn"
            : !clock.now().isBefore(exception.until())
                ? "ended"
                : exception.approvals().size() >= needed ? "approved" : "open";
    return new ReleaseExceptionView(
        exception.id(),
        exception.service(),
        exception.version(),
        exception.reason(),
        exception.askedBy(),
        exception.askedAt(),
        exception.until(),
        state,
        needed,
        exception.approvals().stream()
            .map(each -> new ReleaseExceptionView.Approval(each.by(), each.at()))
            .toList(),
        view(exception.withdrawn()));
  }
}
