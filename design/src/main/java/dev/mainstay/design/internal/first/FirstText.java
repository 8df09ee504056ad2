package dev.mainstay.design.internal.first;

import dev.mainstay.design.Defaults;
import dev.mainstay.design.FirstDesign;
import dev.mainstay.design.Service.Criticality;
import dev.mainstay.design.Service.Platform;
import dev.mainstay.kernel.Durations;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The text of a first design. */
public final class FirstText {
  private static final int WIDTH = 100;
  private static final int GATEWAY = 8400;
  private static final int METRICS = 9100;

  private final FirstDesign design;
  private final Criticality criticality;
  private final Rationale why;
  private final StringBuilder text = new StringBuilder();

  private FirstText(FirstDesign design) {
    this.design = design;
    this.criticality = design.criticality();
    this.why = Rationale.of(criticality);
  }

  public static String of(FirstDesign design) {
    var first = new FirstText(design);
    first.head();
    first.load();
    first.instances();
    first.watched();
    first.dependencies();
    first.promises();
    first.alerts();
    first.delivery();
    first.further();
    return first.text.toString();
  }

  private void head() {
    comment(
        0,
        "A first design of %s. Each value is what a service of %s criticality owes its users, with the reason above it: change what you know better, measure what is guessed."
            .formatted(design.system(), word(criticality)));
    line(0, "apiVersion: mainstay/v1");
    line(0, "kind: Service");
    line(0, "name: " + design.system());
    if (design.owner() == null) {
      comment(0, "owner: the team that is woken; needed as soon as there is an organisation.yaml");
    } else {
      comment(0, "the team that is woken");
      line(0, "owner: " + design.owner());
    }
    comment(0, "sets what is expected below, and the defaults of all that is left out");
    line(0, "criticality: " + word(criticality));
    comment(0, "one sentence: what it does for whom");
    line(0, "summary: Says here what " + design.system() + " does, and for whom");
    comment(0, "what starts its instances and starts them again");
    line(0, "platform: " + word(design.platform()));
    comment(0, "`mainstay design docs` writes its documents there");
    line(0, "documentation: " + scalar(design.documentation()));
  }

  private void load() {
    blank();
    comment(
        0,
        "As measured, or as it is expected. Until it stands here, no check of capacity speaks. For example:");
    comment(0, "traffic: { typical: 20/s, peak: 60/s, growthPerMonth: 2 % }");
    blank();
    line(0, "interface:");
    comment(2, why.deadline());
    line(2, "http: { deadline: " + Durations.written(Defaults.deadline(criticality)) + " }");
  }

  private void instances() {
    blank();
    line(0, "instances:");
    comment(2, why.instances());
    line(2, "min: " + Rationale.least(criticality));
    comment(2, "room for twice the load, and a limit to what a mistake can cost");
    line(2, "max: " + why.most());
    comment(2, "from start to ready; a guess until it is measured");
    line(2, "each: { startup: 30s }");
  }

  private void watched() {
    String every = Durations.written(Defaults.scrapeEvery(criticality));
    blank();
    line(0, "telemetry:");
    comment(2, "where Mainstay reads its metrics, in Prometheus' text format");
    line(2, "path: /metrics");
    comment(2, "alerts and rollouts see nothing that is shorter than this");
    line(2, "every: " + every);
    if (design.platform() != Platform.PROCESSES) {
      comment(2, "host and port of each instance, or one name that stands for all of them");
      line(2, "instances: [" + String.join(", ", addresses()) + "]");
    }
    blank();
    line(0, "health:");
    comment(2, "restarts what hangs; asks no dependency, since a restart here mends nothing there");
    line(2, "liveness: { path: /healthz, every: 10s, timeout: 1s, failures: 3 }");
    comment(2, why.noticed());
    line(
        2,
        "readiness: { path: /readyz, every: %s, timeout: %s, failures: 2 }"
            .formatted(
                Durations.written(Defaults.readinessEvery(criticality)),
                Durations.written(Defaults.timeoutWithin(Defaults.readinessEvery(criticality)))));
  }

  private List<String> addresses() {
    if (design.platform() != Platform.MACHINES) {
      return List.of(design.system() + ":" + METRICS);
    }
    List<String> addresses = new ArrayList<>();
    for (int i = 1; i <= Rationale.least(criticality); i++) {
      addresses.add("%s-%d:%d".formatted(design.system(), i, METRICS));
    }
    return addresses;
  }

  private void dependencies() {
    blank();
    comment(0, "What it needs to answer, and what happens without it. For example:");
    comment(0, "dependencies:");
    comment(0, "  postgres:");
    comment(0, "    kind: database");
    comment(0, "    required: always");
    comment(0, "    timeout: 250ms");
    comment(0, "    onFailure: { error: 503, retryAfter: 5s }");
    comment(0, "    because: nothing is true that is not written there");
  }

  private void promises() {
    blank();
    line(0, "objectives:");
    comment(2, why.budget());
    line(
        2,
        "availability: { of: http, good: status < 500, slo: %s, over: 30d }".formatted(why.slo()));
    comment(
        2, "slower answers feel like none; one in twenty may be, since some requests are large");
    line(
        2,
        "latency: { of: http, good: duration < %s, slo: 95 %%, over: 30d }"
            .formatted(why.latency()));
  }

  private void alerts() {
    blank();
    line(0, "alerts:");
    comment(2, "wakes by what users feel, before the month's budget is gone");
    line(2, "budget-burning:");
    line(4, "on: objectives");
    line(4, "severity: " + why.burning());
    line(4, "runbook: " + FirstRunbooks.BUDGET);
    line(4, "impact: users of " + design.system() + " see failing or slow answers");
    comment(2, "burn rates need requests to count; this one does not");
    line(2, "nobody-answers:");
    line(4, "when: fewer than 1 ready");
    line(4, "severity: " + why.outage());
    line(4, "runbook: " + FirstRunbooks.OUTAGE);
    line(4, "impact: nobody can use " + design.system());
    if (Rationale.least(criticality) > 1) {
      comment(2, "nobody is hurt yet, so nobody is woken: somebody looks in the morning");
      line(2, "too-few-instances:");
      line(4, "when: fewer than " + Rationale.least(criticality) + " ready");
      line(4, "for: 5m");
      line(4, "severity: P2");
      line(4, "runbook: " + FirstRunbooks.TOO_FEW);
      line(4, "impact: nobody yet; the next failure may leave too few instances");
    }
  }

  private void delivery() {
    blank();
    line(0, "delivery:");
    String bake = Durations.written(Rationale.baked(criticality));
    switch (design.platform()) {
      case PROCESSES -> {
        comment(2, "callers reach it here; Mainstay divides the traffic between versions");
        line(2, "gateway: { port: " + GATEWAY + " }");
        comment(2, "starts one instance of that version; replace it by your own command");
        line(2, "process:");
        line(4, "command:");
        line(6, "- releases/%s-${version}/start".formatted(design.system()));
        comment(4, "longer than any request, so that a stop cuts none off");
        line(4, "grace: 15s");
        canary(bake);
      }
      case SERVERLESS -> canary(bake);
      case KUBERNETES, MACHINES -> {
        comment(2, "the new one is ready before an old one goes: never fewer than `min`");
        line(2, "strategy: { rolling: { unavailable: 0, surge: 1 } }");
      }
    }
    comment(2, "a version that its users feel is taken back first and understood later");
    line(2, "rollback: { when: [objective availability worse], within: 5m }");
  }

  private void canary(String bake) {
    comment(2, why.bake());
    line(
        2,
        "strategy: { canary: [{ weight: 10 %%, bake: %s }, { weight: 50 %%, bake: %s }] }"
            .formatted(bake, bake));
  }

  private void further() {
    blank();
    comment(0, "What to think of next: " + (isImportant() ? important() : usual()) + ".");
  }

  private boolean isImportant() {
    return criticality.compareTo(Criticality.HIGH) >= 0;
  }

  private static String important() {
    return "degradation (what still works when something is missing), recovery (how much may be lost, for how long), capacity (what was tested), security, overload";
  }

  private static String usual() {
    return "degradation (what still works when something is missing), security, observability";
  }

  private void blank() {
    text.append('\n');
  }

  private void line(int indent, String line) {
    text.append(" ".repeat(indent)).append(line).append('\n');
  }

  private void comment(int indent, String words) {
    String lead = " ".repeat(indent) + "# ";
    String rest = words;
    while (lead.length() + rest.length() > WIDTH) {
      int at = rest.lastIndexOf(' ', WIDTH - lead.length());
      text.append(lead).append(rest, 0, at).append('\n');
      rest = rest.substring(at + 1);
    }
    text.append(lead).append(rest).append('\n');
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  /** A folder's name may be anything without spaces. */
  private static String scalar(String folder) {
    return folder.matches("(?!(?i:null)$)[A-Za-z0-9./_][A-Za-z0-9./_-]*")
        ? folder
        : "'" + folder.replace("'", "''") + "'";
  }
}
