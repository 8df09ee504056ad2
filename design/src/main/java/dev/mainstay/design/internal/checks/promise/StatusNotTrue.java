package dev.mainstay.design.internal.checks.promise;

import dev.mainstay.design.Promise;
import dev.mainstay.design.Promise.Good;
import dev.mainstay.design.Promise.Measured;
import dev.mainstay.design.Promise.Status;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.kernel.Durations;
import dev.mainstay.kernel.Percentage;
import dev.mainstay.kernel.Rate;
import java.time.Duration;
import java.util.Optional;

final class StatusNotTrue extends Check {
  StatusNotTrue() {
    super(
        "MS-P011",
        "a status that the measured value contradicts",
        "status: met when objectives.NAME.measured is as good as promised, status: missed when "
            + "it is worse",
        "a green tick beside a missed promise is believed until a customer counts");
  }

  /**
   * @param better 0 when as promised, above when better, below when worse
   */
  private record Compared(String measured, String promised, int better) {}

  @Override
  public void check(Service service, Findings findings) {
    for (Promise promise : service.promises().stated()) {
      Status status = promise.report().status();
      if (status == null) {
        continue;
      }
      Optional<Compared> comparison = compared(promise);
      if (comparison.isEmpty()) {
        findings.unknown(Promised.path(promise) + "/measured");
        continue;
      }
      findings.compared();
      Compared values = comparison.get();
      Status holds = values.better() >= 0 ? Status.MET : Status.MISSED;
      if (status != holds) {
        String word = holds == Status.MET ? "met" : "missed";
        String path = Promised.path(promise);
        findings
            .error(
                path + "/status",
                "status %s, but measured %s against %s"
                    .formatted(
                        status == Status.MET ? "met" : "missed",
                        values.measured(),
                        values.promised()))
            .with(path + "/measured", "what was measured")
            .with(Promised.share(findings, service, promise), "what was promised")
            .sum(
                "%s is %s than %s"
                    .formatted(
                        values.measured(),
                        values.better() > 0 ? "better" : values.better() < 0 ? "worse" : "no worse",
                        values.promised()))
            .fix("write `status: " + word + "`", path + "/status", word);
      }
    }
  }

  private static Optional<Compared> compared(Promise promise) {
    Percentage slo = promise.slo();
    return switch (promise.report().measured()) {
      case Measured.Share(Percentage good) when slo != null ->
          Optional.of(new Compared(good.toString(), slo.toString(), good.compareTo(slo)));
      case Measured.Percentile(Duration taken)
          when promise.good() instanceof Good.Faster(Duration than) ->
          Optional.of(
              new Compared(Durations.format(taken), Durations.format(than), than.compareTo(taken)));
      case Measured.Throughput(Rate rate)
          when promise.good() instanceof Good.Throughput(Rate atLeast) ->
          Optional.of(new Compared(rate.toString(), atLeast.toString(), rate.compareTo(atLeast)));
      case null, default -> Optional.empty();
    };
  }
}
