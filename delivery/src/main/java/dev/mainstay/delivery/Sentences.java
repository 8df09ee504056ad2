package dev.mainstay.delivery;

import org.jspecify.annotations.Nullable;

/** A deployment's state in one sentence. */
final class Sentences {
  private Sentences() {}

  static String of(Deployment d, @Nullable Judgement judgement) {
    String version = d.version() + " of " + d.service();
    String reason = d.outcome() == null ? "" : ": " + d.outcome().reason();
    return switch (d.progress().phase()) {
      case STARTING -> version + " starts and has no traffic yet";
      case BAKING ->
          "%s has %s of the traffic (step %d of %d)%s"
              .formatted(
                  version,
                  DeliveryEvents.percent(d.progress().weight()),
                  d.progress().step(),
                  d.origin().steps(),
                  judgement == null ? "" : ": " + judgement.reason());
      case PROMOTING ->
          "%s has %s of the traffic and gets all of it when its instances are ready"
              .formatted(version, DeliveryEvents.percent(d.progress().weight()));
      case PROMOTED -> version + " was given all traffic" + reason;
      case ROLLING_BACK -> version + " has no more traffic and is being stopped" + reason;
      case ROLLED_BACK -> "%s was taken back to %s%s".formatted(version, d.previous(), reason);
      case FAILED -> version + " could not be started" + reason;
    };
  }
}
