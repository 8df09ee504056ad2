package dev.mainstay.objectives.live;

import dev.mainstay.design.Objective;
import dev.mainstay.design.Objective.Sli;
import dev.mainstay.design.slo.Slo;
import dev.mainstay.objectives.evaluation.SloEngine;
import dev.mainstay.objectives.evaluation.SloStatus;
import org.jspecify.annotations.Nullable;

/** How objectives and contracts stand by what is counted and by what scrapes tell. */
final class ToldStatuses {
  private static final String NOT_EVALUATED = "cannot be evaluated: ";

  private final SloEngine engine;

  ToldStatuses(SloEngine engine) {
    this.engine = engine;
  }

  /** Null while it is not followed. */
  @Nullable SloStatus of(Key key, Held held) {
    SloStatus status = engine.status(key.service(), key.name()).orElse(null);
    if (status == null) {
      return null;
    }
    SloStatus told = asExposed(key, status, held);
    Slo agreement = held.agreements().get(key);
    return agreement == null ? told : told.with(agreement(agreement, held));
  }

  private static SloStatus asExposed(Key key, SloStatus status, Held held) {
    Exposed exposed = held.exposed().get(key);
    if (exposed == null) {
      return status;
    }
    String problem = exposed.problem();
    if (problem != null) {
      return status.notKnown(problem);
    }
    return status.unknown() == null ? status : status.notKnown(exposed.whyNothing());
  }

  /** Of a contract with a threshold of its own. */
  private SloStatus.@Nullable Agreement agreement(Slo slo, Held held) {
    Key key = Key.of(slo);
    SloStatus status = engine.status(key.service(), key.name()).orElse(null);
    Objective designed = slo.designed();
    if (status == null || designed == null || !(designed.sli() instanceof Sli.Latency latency)) {
      return null;
    }
    String failure = failure(key);
    SloStatus told = failure == null ? asExposed(key, status, held) : status.notKnown(failure);
    return told.asAgreement(latency.threshold());
  }

  /** Why the last count failed, or null. */
  @Nullable String failure(Key key) {
    return engine.failure(key.service(), key.name()).map(NOT_EVALUATED::concat).orElse(null);
  }
}
