package dev.mainstay.design.internal.exports.kubernetes;

import dev.mainstay.design.Instances;
import dev.mainstay.design.Scaling;
import dev.mainstay.design.Scaling.Band;
import dev.mainstay.design.Scaling.Measure;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.exports.Carrier;
import dev.mainstay.design.internal.exports.Yml;
import dev.mainstay.kernel.Percentage;
import dev.mainstay.kernel.Rate;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Horizontal and vertical autoscalers. */
final class Autoscalers {
  private static final int LONGEST_WINDOW_SECONDS = 3600;
  private static final int LONGEST_PERIOD_SECONDS = 1800;
  private static final String SCALE = "instances/scale";

  private final Service service;
  private final Carrier carrier;

  private Autoscalers(Service service, Carrier carrier) {
    this.service = service;
    this.carrier = carrier;
  }

  static List<Yml> of(Service service, Carrier carrier) {
    return new Autoscalers(service, carrier).objects();
  }

  private List<Yml> objects() {
    var objects = new ArrayList<Yml>();
    Instances instances = service.instances();
    Scaling scaling = instances.scaling();
    if (scaling != null && instances.max() > instances.min()) {
      List<Yml> metrics = metrics(scaling);
      if (!metrics.isEmpty()) {
        carrier.carries(SCALE);
        objects.add(horizontal(scaling, metrics));
      }
    } else if (instances.max() > instances.min()) {
      carrier.note(SCALE, "no HorizontalPodAutoscaler: what to scale on is not written");
    }
    objects.add(vertical());
    return objects;
  }

  private Yml horizontal(Scaling scaling, List<Yml> metrics) {
    Instances instances = service.instances();
    Yml up = rules(scaling.upAfter(), scaling.upBy(), scaling.cooldown(), "upAfter");
    Yml down = rules(scaling.downAfter(), scaling.downBy(), scaling.cooldown(), "downAfter");
    return Objects.object("autoscaling/v2", "HorizontalPodAutoscaler", service.name(), service)
        .with(
            "spec",
            Yml.of("scaleTargetRef", target())
                .with("minReplicas", instances.min())
                .with("maxReplicas", instances.max())
                .with("metrics", metrics)
                .with("behavior", Yml.of("scaleUp", up).with("scaleDown", down)));
  }

  private List<Yml> metrics(Scaling scaling) {
    var metrics = new ArrayList<Yml>();
    for (Map.Entry<Measure, Band> entry : scaling.bands().entrySet()) {
      Measure measure = entry.getKey();
      Percentage up = entry.getValue().up();
      if (entry.getValue().down() != null) {
        carrier.note(
            SCALE + "/" + measure.key() + "/down",
            "left out: an autoscaler holds one target and has no lower threshold");
      }
      Yml metric =
          switch (measure) {
            case CPU -> utilization("cpu", up, service.instances().each().cpu());
            case MEMORY -> utilization("memory", up, service.instances().each().memory());
            case REQUESTS -> requests(up);
          };
      if (metric != null) {
        metrics.add(metric);
      }
    }
    return metrics;
  }

  private @Nullable Yml utilization(String resource, Percentage target, @Nullable Object given) {
    if (given == null) {
      carrier.note(
          SCALE + "/" + resource,
          "left out: a share needs instances/each/" + resource + " to be of");
      return null;
    }
    BigDecimal percent = target.fraction().movePointRight(2);
    int whole = Math.max(1, percent.setScale(0, RoundingMode.FLOOR).intValue());
    if (percent.compareTo(BigDecimal.valueOf(whole)) != 0) {
      carrier.note(SCALE + "/" + resource, target + " became " + whole + " %: it must be whole");
    }
    return Yml.of("type", "Resource")
        .with(
            "resource",
            Yml.of("name", resource)
                .with("target", Yml.of("type", "Utilization").with("averageUtilization", whole)));
  }

  private @Nullable Yml requests(Percentage up) {
    Rate capacity = service.instances().capacity();
    if (capacity == null) {
      carrier.note(SCALE + "/requests", "left out: a share needs instances/each/capacity to be of");
      return null;
    }
    carrier.note(
        SCALE + "/requests",
        "needs an adapter that serves http_server_requests_per_second of each pod");
    String value =
        BigDecimal.valueOf(capacity.perSecond())
                .multiply(up.fraction())
                .movePointRight(3)
                .setScale(0, RoundingMode.FLOOR)
                .max(BigDecimal.ONE)
                .toPlainString()
            + "m";
    return Yml.of("type", "Pods")
        .with(
            "pods",
            Yml.of("metric", Yml.of("name", "http_server_requests_per_second"))
                .with("target", Yml.of("type", "AverageValue").with("averageValue", value)));
  }

  private Yml rules(Duration window, Scaling.@Nullable Step by, Duration cooldown, String key) {
    Yml rules = Yml.of("stabilizationWindowSeconds", within(window, LONGEST_WINDOW_SECONDS, key));
    if (by != null) {
      int period = Math.max(1, within(cooldown, LONGEST_PERIOD_SECONDS, "cooldown"));
      Yml policy =
          switch (by) {
            case Scaling.Step.Count(int count) -> Yml.of("type", "Pods").with("value", count);
            case Scaling.Step.Share(Percentage share) ->
                Yml.of("type", "Percent")
                    .with(
                        "value",
                        Math.max(
                            1,
                            share
                                .fraction()
                                .movePointRight(2)
                                .setScale(0, RoundingMode.CEILING)
                                .intValue()));
          };
      rules.with("policies", List.of(policy.with("periodSeconds", period)));
    }
    return rules;
  }

  private int within(Duration duration, int most, String key) {
    int seconds = duration.isZero() ? 0 : Seconds.up(duration, SCALE + "/" + key, carrier);
    if (seconds > most) {
      carrier.note(SCALE + "/" + key, "%ds became %ds, the most there is".formatted(seconds, most));
    }
    return Math.min(seconds, most);
  }

  /** Recommends and changes nothing, so that it never works against the horizontal one. */
  private Yml vertical() {
    if (!service.instances().resized().isEmpty()) {
      carrier.note(
          "instances/resize",
          "the vertical autoscaler only recommends; set its updateMode yourself");
    }
    return Objects.object("autoscaling.k8s.io/v1", "VerticalPodAutoscaler", service.name(), service)
        .with(
            "spec",
            Yml.of("targetRef", target()).with("updatePolicy", Yml.of("updateMode", "Off")));
  }

  private Yml target() {
    return Yml.of("apiVersion", "apps/v1").with("kind", "Deployment").with("name", service.name());
  }
}
