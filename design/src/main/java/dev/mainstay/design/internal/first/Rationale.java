package dev.mainstay.design.internal.first;

import dev.mainstay.design.Alert.Severity;
import dev.mainstay.design.Defaults;
import dev.mainstay.design.Service.Criticality;
import java.time.Duration;

/**
 * What a criticality asks of a service at the start, and why.
 *
 * @param deadline why callers are answered by then
 * @param instances why that many always run
 * @param most instances that may run
 * @param slo the share of good answers aimed at, in percent
 * @param budget why that share: what it leaves in 30 days
 * @param latency that 95 % of the answers are faster than
 * @param outage severity of nobody being answered
 * @param burning severity of a budget that goes too fast
 * @param noticed how soon it must be seen that an instance is not ready
 * @param bake why each step of a rollout takes that long
 */
record Rationale(
    String deadline,
    String instances,
    int most,
    String slo,
    String budget,
    String latency,
    Severity outage,
    Severity burning,
    String noticed,
    String bake) {

  static Rationale of(Criticality criticality) {
    return switch (criticality) {
      case LOW ->
          new Rationale(
              "nobody waits for it in person: slow is better than refused",
              "one is enough: while it restarts, its users can wait",
              2,
              "99 %",
              "30d x 1 % = 7.2h without answers in a month hurt nobody much",
              "2s",
              Severity.P3,
              Severity.P3,
              "its users can wait: probing more often would only cost",
              "a minute shows a version that does not work at all");
      case STANDARD ->
          new Rationale(
              "people give up on a page after a few seconds",
              "one is enough: a restart costs seconds of the budget below",
              2,
              "99.5 %",
              "30d x 0.5 % = 3.6h without answers in a month are annoying and no more",
              "1s",
              Severity.P2,
              Severity.P2,
              "a broken instance gets no requests within 2 x 5s",
              "two minutes of a part of the traffic show what tests do not");
      case HIGH ->
          new Rationale(
              "people wait for it to go on with their work",
              "two: one may fail or be replaced while the other answers",
              4,
              "99.9 %",
              "30d x 0.1 % = 43.2m without answers in a month are the most that its users bear",
              "500ms",
              Severity.P1,
              Severity.P2,
              "a broken instance gets no requests within 2 x 2s",
              "five minutes are enough requests to tell a worse version by figures");
      case CRITICAL ->
          new Rationale(
              "each request is worth money, and callers repeat what takes longer",
              "three: one may fail while another is replaced",
              6,
              "99.95 %",
              "30d x 0.05 % = 21.6m without answers in a month cost more than preventing them",
              "300ms",
              Severity.P0,
              Severity.P1,
              "a broken instance gets no requests within 2 x 1s",
              "five minutes are enough requests to tell a worse version by figures");
    };
  }

  /** Always running. */
  static int least(Criticality criticality) {
    return criticality == Criticality.CRITICAL ? 3 : Defaults.minInstances(criticality);
  }

  /** How long each step of a rollout is held. */
  static Duration baked(Criticality criticality) {
    return Defaults.canary(criticality).getFirst().bake();
  }
}
