package dev.mainstay.alerting;

import dev.mainstay.objectives.evaluation.SloStatus;
import java.util.List;

/** Tells how a service's objectives stand. */
@FunctionalInterface
public interface BurnSource {
  List<SloStatus> statuses(String service);
}
