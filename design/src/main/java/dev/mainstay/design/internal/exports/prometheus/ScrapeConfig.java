package dev.mainstay.design.internal.exports.prometheus;

import dev.mainstay.design.Designs;
import dev.mainstay.design.Export;
import dev.mainstay.design.Service;
import dev.mainstay.design.Telemetry;
import dev.mainstay.design.internal.exports.Carrier;
import dev.mainstay.design.internal.exports.Series;
import dev.mainstay.design.internal.exports.Yml;
import java.util.List;

/** Prometheus' configuration: a job for each service, named as the service. */
public final class ScrapeConfig {
  private ScrapeConfig() {}

  public static Export of(Designs designs) {
    if (designs.services().isEmpty()) {
      return new Export(List.of(), List.of());
    }
    var whole = new Carrier(designs.organisation().name());
    List<Yml> jobs =
        designs.services().stream().map(service -> job(service, designs, whole)).toList();
    whole.note("alerting", "where Alertmanager listens is not in the designs; add it here");
    Yml config =
        Yml.of("global", Yml.of("scrape_interval", "15s").with("evaluation_interval", "15s"))
            .with("rule_files", List.of("*.rules.yaml"))
            .with("scrape_configs", jobs);
    return whole.export(
        List.of(whole.yaml("prometheus.yaml", "Prometheus' configuration", List.of(config))));
  }

  private static Yml job(Service service, Designs designs, Carrier whole) {
    var carrier = Carrier.of(service, designs);
    Telemetry telemetry = service.telemetry();
    carrier.carries("telemetry");
    Yml job =
        Yml.of("job_name", service.name())
            .with("scrape_interval", Series.duration(telemetry.every()))
            .with("scrape_timeout", Series.duration(telemetry.timeout()))
            .with("metrics_path", telemetry.path());
    if (telemetry.instances().isEmpty()) {
      String file = "targets/" + service.name() + ".json";
      carrier.note(
          "telemetry/instances", "not written, since Mainstay starts them; list them in " + file);
      job.with("file_sd_configs", List.of(Yml.of("files", List.of(file))));
    } else {
      job.with("static_configs", List.of(Yml.of("targets", telemetry.instances())));
    }
    whole.include(carrier);
    return job;
  }
}
