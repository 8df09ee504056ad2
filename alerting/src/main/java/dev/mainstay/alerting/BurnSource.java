package dev.mainstay.alerting;

import dev.mainstay.objectives.ObjectiveStatus;
import java.util.List;

/** Tells how a service's objectives stand; {@code Objectives::statuses} is one. */
@FunctionalInterface
public interface BurnSource {
  List<ObjectiveStatus> statuses(String service);
}
