package dev.mainstay.design.internal.exports.kubernetes;

import dev.mainstay.design.Delivery;
import dev.mainstay.design.Delivery.Step;
import dev.mainstay.design.Designs;
import dev.mainstay.design.Export;
import dev.mainstay.design.Export.ExportedFile;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.exports.Carrier;
import dev.mainstay.design.internal.exports.Yml;
import dev.mainstay.kernel.Durations;
import dev.mainstay.kernel.Percentage;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/**
 * Canary releases over the Gateway API: the canary's Deployment and its Services in one file, and
 * the HTTPRoute of each step in a file of its own, since they replace each other.
 */
public final class Canaries {
  private Canaries() {}

  public static Export of(Designs designs) {
    return Carrier.all(
        designs.services().stream()
            .filter(service -> !steps(service).isEmpty())
            .map(service -> of(service, designs))
            .toList());
  }

  /** The file of the route after so many steps; none sends all to the stable version. */
  public static String routeFile(Service service, int step) {
    return "%s.route-%d.yaml".formatted(service.name(), step);
  }

  public static String canaryFile(Service service) {
    return service.name() + ".canary.yaml";
  }

  private static Export of(Service service, Designs designs) {
    List<Step> steps = steps(service);
    var files = new ArrayList<ExportedFile>();
    var notes = new ArrayList<Export.Note>();
    var carrier = Carrier.of(service, designs);
    carrier.carries("delivery/strategy");
    List<Yml> objects =
        List.of(
            new Pods(service, carrier)
                .deployment(service.name() + "-canary", Objects.CANARY, canaryReplicas(service)),
            Objects.front(
                service, service.name() + "-stable", Objects.selector(service, Objects.STABLE)),
            Objects.front(
                service, service.name() + "-canary", Objects.selector(service, Objects.CANARY)));
    files.add(carrier.yaml(canaryFile(service), "The canary of " + service.name(), objects));
    notes.addAll(carrier.notes());
    for (int i = 0; i <= steps.size(); i++) {
      var head = Carrier.of(service, designs);
      Percentage weight = i == 0 ? Percentage.of("0") : steps.get(i - 1).weight();
      if (i > 0) {
        String path = "delivery/strategy/canary/" + (i - 1);
        head.carries(path + "/weight");
        head.note(
            path + "/bake",
            "a route does not wait: the pipeline holds it for "
                + Durations.format(steps.get(i - 1).bake()));
      }
      head.carries("interface/http/deadline");
      head.note("delivery", "a design names no Gateway: set parentRefs; here it is `gateway`");
      files.add(
          head.yaml(
              routeFile(service, i),
              "The route of %s with %s to the canary".formatted(service.name(), weight),
              List.of(route(service, weight))));
      notes.addAll(head.notes());
    }
    return new Export(files, notes);
  }

  private static List<Step> steps(Service service) {
    Delivery delivery = service.delivery();
    return delivery == null ? List.of() : delivery.strategy().canary();
  }

  /** As many instances as the largest step's share of the usual number needs. */
  private static int canaryReplicas(Service service) {
    double largest =
        steps(service).stream().mapToDouble(step -> step.weight().asFraction()).max().orElse(0);
    return Math.max(1, (int) Math.ceil(service.instances().min() * largest - 1e-9));
  }

  private static Yml route(Service service, Percentage weight) {
    BigDecimal percent = weight.fraction().movePointRight(2).stripTrailingZeros();
    int scale = Math.clamp(percent.scale(), 0, 4);
    int canary = percent.movePointRight(scale).intValue();
    int whole = BigDecimal.valueOf(100).movePointRight(scale).intValue();
    Yml rule =
        Yml.of("timeouts", Yml.of("request", duration(service)))
            .with(
                "backendRefs",
                List.of(
                    backend(service.name() + "-stable", whole - canary),
                    backend(service.name() + "-canary", canary)));
    return Objects.object("gateway.networking.k8s.io/v1", "HTTPRoute", service.name(), service)
        .with(
            "spec",
            Yml.of("parentRefs", List.of(Yml.of("name", "gateway"))).with("rules", List.of(rule)));
  }

  private static String duration(Service service) {
    long millis = Math.ceilDiv(service.http().deadline().toNanos(), 1_000_000L);
    return millis % 1000 == 0
        ? millis / 1000 + "s"
        : millis / 1000 == 0 ? millis + "ms" : millis / 1000 + "s" + millis % 1000 + "ms";
  }

  private static Yml backend(String name, int weight) {
    return Yml.of("name", name).with("port", 80).with("weight", weight);
  }
}
