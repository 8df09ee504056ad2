package dev.mainstay.delivery;

import dev.mainstay.kernel.Event;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The facts that delivery publishes. Shares and weights are written as fractions, 0 to 1. */
public final class DeliveryEvents {
  public static final String STARTED = "deployment.started";
  public static final String STEP_REACHED = "deployment.step-reached";
  public static final String JUDGED = "deployment.judged";
  public static final String HELD = "deployment.held";
  public static final String CONDEMNED = "deployment.condemned";
  public static final String ROLLING_BACK = "deployment.rolling-back";
  public static final String ROLLED_BACK = "deployment.rolled-back";
  public static final String PROMOTING = "deployment.promoting";
  public static final String PROMOTED = "deployment.promoted";
  public static final String FAILED = "deployment.failed";
  public static final String FREEZE_OVERRIDDEN = "deployment.freeze-overridden";
  public static final String BEGUN_IN_SPITE = "deployment.begun-in-spite";

  public static final String INSTANCE_STARTED = "instance.started";
  public static final String INSTANCE_ADOPTED = "instance.adopted";
  public static final String INSTANCE_READY = "instance.ready";
  public static final String INSTANCE_UNREADY = "instance.unready";
  public static final String INSTANCE_DRAINING = "instance.draining";
  public static final String INSTANCE_STOPPED = "instance.stopped";
  public static final String INSTANCE_LOST = "instance.lost";

  private DeliveryEvents() {}

  /** The subject of a deployment's events, {@code deployment/DEP-3}. */
  public static String subject(Deployment deployment) {
    return "deployment/" + deployment.id();
  }

  /** The subject of an instance's events, {@code instance/payment-api-3}. */
  public static String subject(Instance instance) {
    return "instance/" + instance.id();
  }

  static Event started(Deployment d) {
    String summary =
        d.previous() == null
            ? "%s %s is deployed for the first time".formatted(d.service(), d.version())
            : "%s is being deployed to %s beside %s, asked for by %s"
                .formatted(d.version(), d.service(), d.previous(), d.origin().by());
    return of(STARTED, d, summary, Map.of("by", d.origin().by()));
  }

  /** What speaks against a release that goes ahead. */
  static Event inSpite(Deployment d, ReleaseGate.Request request, ReleaseGate.Answer answer) {
    List<String> reasons = answer.reasons();
    String why = request.override();
    if (why != null && !answer.goesAhead()) {
      return of(
          FREEZE_OVERRIDDEN,
          d,
          "%s overrides the freeze of %s for %s: %s"
              .formatted(request.by(), d.service(), d.version(), why),
          Map.of("by", request.by(), "override", why, "reasons", String.join("; ", reasons)));
    }
    var data = new TreeMap<>(Map.of("by", request.by(), "reasons", String.join("; ", reasons)));
    if (request.repair() != null) {
      data.put("repair", request.repair());
    }
    return of(
        BEGUN_IN_SPITE,
        d,
        "%s goes out to %s although %s%s"
            .formatted(
                d.version(),
                d.service(),
                reasons.getFirst(),
                request.repair() == null ? "" : "; it mends: " + request.repair()),
        data);
  }

  static Event stepReached(Deployment d) {
    return of(
        STEP_REACHED,
        d,
        "%s of %s gets %s of the traffic (step %d of %d)"
            .formatted(
                d.version(),
                d.service(),
                percent(d.progress().weight()),
                d.progress().step(),
                d.origin().steps()),
        Map.of());
  }

  static Event judged(Deployment d, Judgement judgement) {
    return of(
        JUDGED,
        d,
        "%s of %s passes step %d: %s"
            .formatted(d.version(), d.service(), d.progress().step(), judgement.reason()),
        figures(judgement));
  }

  static Event held(Deployment d, String why) {
    return of(
        HELD,
        d,
        "%s of %s stays at %s: %s"
            .formatted(d.version(), d.service(), percent(d.progress().weight()), why),
        Map.of("reason", why));
  }

  static Event condemned(Deployment d, Judgement judgement) {
    return of(
        CONDEMNED,
        d,
        "%s of %s is condemned: %s".formatted(d.version(), d.service(), judgement.reason()),
        figures(judgement));
  }

  static Event rollingBack(Deployment d, Deployment.Outcome outcome) {
    return of(
        ROLLING_BACK,
        d,
        "%s of %s is taken back to %s: %s"
            .formatted(d.version(), d.service(), d.previous(), outcome.reason()),
        outcome(outcome));
  }

  static Event rolledBack(Deployment d, Deployment.Outcome outcome) {
    String speed =
        outcome.zero() == null
            ? ""
            : " %.0f ms after the decision, having got %d requests"
                .formatted(outcome.zero().millis(), outcome.zero().canaryRequests());
    return of(
        ROLLED_BACK,
        d,
        "%s is back on %s; %s had no more traffic%s"
            .formatted(d.service(), d.previous(), d.version(), speed),
        outcome(outcome));
  }

  static Event promoting(Deployment d, String by) {
    return of(
        PROMOTING,
        d,
        "%s of %s is being promoted by %s".formatted(d.version(), d.service(), by),
        Map.of("by", by));
  }

  static Event promoted(Deployment d, Deployment.Outcome outcome) {
    return of(
        PROMOTED,
        d,
        "%s has all traffic of %s: %s".formatted(d.version(), d.service(), outcome.reason()),
        outcome(outcome));
  }

  static Event failed(Deployment d, Deployment.Outcome outcome) {
    return of(
        FAILED,
        d,
        "%s of %s failed to start: %s".formatted(d.version(), d.service(), outcome.reason()),
        outcome(outcome));
  }

  static Event instanceStarted(Instance i) {
    return of(INSTANCE_STARTED, i, "%s starts on port %d".formatted(named(i), i.port()), "");
  }

  static Event instanceAdopted(Instance i) {
    return of(
        INSTANCE_ADOPTED,
        i,
        "%s runs on as process %d and is taken over".formatted(named(i), i.process().pid()),
        "");
  }

  static Event instanceReady(Instance i) {
    return of(INSTANCE_READY, i, named(i) + " is ready", "");
  }

  static Event instanceUnready(Instance i, String why) {
    return of(INSTANCE_UNREADY, i, "%s is not ready: %s".formatted(named(i), why), why);
  }

  static Event instanceDraining(Instance i) {
    return of(INSTANCE_DRAINING, i, named(i) + " gets no new requests and finishes its own", "");
  }

  static Event instanceStopped(Instance i, String how) {
    return of(INSTANCE_STOPPED, i, "%s stopped %s".formatted(named(i), how), how);
  }

  static Event instanceLost(Instance i, String why) {
    return of(INSTANCE_LOST, i, "%s is lost: %s".formatted(named(i), why), why);
  }

  /** {@code 3.1 %}, with as many digits as small shares need. */
  static String percent(double share) {
    if (Double.isNaN(share)) {
      return "an unknown share";
    }
    double percent = share * 100;
    String text =
        String.format(Locale.ROOT, percent != 0 && percent < 0.1 ? "%.2f" : "%.1f", percent);
    return (text.endsWith(".0") ? text.substring(0, text.length() - 2) : text) + " %";
  }

  private static String named(Instance i) {
    return "%s (%s)".formatted(i.id(), i.version());
  }

  private static Map<String, String> figures(Judgement judgement) {
    var data = new TreeMap<String, String>();
    data.put("verdict", judgement.state().name().toLowerCase(Locale.ROOT));
    data.put("reason", judgement.reason());
    data.put("canaryRequests", Long.toString(judgement.canaryRequests()));
    data.put("stableRequests", Long.toString(judgement.stableRequests()));
    for (Judgement.Comparison c : judgement.comparisons()) {
      String key = c.metric().equals(Judgement.ERRORS) ? "errors" : "slow";
      data.put(key + "Canary", c.canary().bad() + "/" + c.canary().total());
      data.put(key + "Stable", c.stable().bad() + "/" + c.stable().total());
      data.put(key + "PValue", String.format(Locale.ROOT, "%.2g", c.pValue()));
    }
    return data;
  }

  private static Map<String, String> outcome(Deployment.Outcome outcome) {
    var data = new TreeMap<String, String>();
    data.put("cause", outcome.cause().name().toLowerCase(Locale.ROOT).replace('_', '-'));
    data.put("by", outcome.by());
    data.put("reason", outcome.reason());
    if (outcome.zero() != null) {
      data.put("verdictToZeroMillis", String.format(Locale.ROOT, "%.3f", outcome.zero().millis()));
      data.put("canaryRequests", Long.toString(outcome.zero().canaryRequests()));
    }
    return data;
  }

  private static Event of(String type, Deployment d, String summary, Map<String, String> more) {
    var data = new TreeMap<>(more);
    data.put("deployment", d.id());
    data.put("version", d.version());
    if (d.previous() != null) {
      data.put("previousVersion", d.previous());
    }
    data.put("phase", d.progress().phase().word());
    data.put("step", Integer.toString(d.progress().step()));
    data.put("weight", Double.toString(d.progress().weight()));
    return new Event(type, 1, d.service(), subject(d), summary, data);
  }

  private static Event of(String type, Instance i, String summary, String reason) {
    var data = new TreeMap<String, String>();
    data.put("version", i.version());
    data.put("port", Integer.toString(i.port()));
    data.put("pid", Long.toString(i.process().pid()));
    if (!reason.isEmpty()) {
      data.put("reason", reason);
    }
    return new Event(type, 1, i.service(), subject(i), summary, data);
  }
}
