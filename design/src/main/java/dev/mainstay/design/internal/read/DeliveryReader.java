package dev.mainstay.design.internal.read;

import dev.mainstay.design.Defaults;
import dev.mainstay.design.Delivery;
import dev.mainstay.design.Delivery.MigrationsBack;
import dev.mainstay.design.Delivery.ProcessTemplate;
import dev.mainstay.design.Delivery.Rollback;
import dev.mainstay.design.Delivery.Run;
import dev.mainstay.design.Delivery.Trigger;
import dev.mainstay.design.Objective;
import dev.mainstay.design.Service.Criticality;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The section {@code delivery}. */
final class DeliveryReader {
  private static final Pattern WORSE = Pattern.compile("objective\\s+(\\S+)\\s+worse");
  private static final Pattern ERRORS =
      Pattern.compile("errors\\s*>\\s*([\\d.]+\\s?%)(?:\\s+for\\s+(\\S+))?");
  private static final Pattern LATENCY =
      Pattern.compile(
          "latency\\s+p(\\d{1,2}(?:\\.\\d{1,3})?)\\s*>\\s*(\\S+)(?:\\s+for\\s+(\\S+))?");

  static final Form<Trigger> TRIGGER =
      Forms.of(
              "`objective NAME worse`, `errors > 5 % for 2m`, `latency p95 > 2s for 5m` or `health"
                  + " fails`, such as `objective availability worse`",
              DeliveryReader::trigger,
              text -> Forms.IDENTIFIER.parse(text).map(name -> "objective " + name + " worse"))
          .spelt(
              Spelling.pattern(
                      "\\s*(" + WORSE + "|" + ERRORS + "|" + LATENCY + "|health\\s+fails)\\s*")
                  .naming(Spelling.Target.OBJECTIVE, "objective %s worse"))
          .remembering();

  private DeliveryReader() {}

  static Optional<Delivery> read(
      Section service, Criticality criticality, List<Objective> objectives) {
    return service
        .optionalSection("delivery")
        .map(section -> delivery(section, criticality, objectives));
  }

  private static Delivery delivery(
      Section section, Criticality criticality, List<Objective> objectives) {
    Optional<Run> run =
        section.either("process", DeliveryReader::started, DeliveryReader::startedElsewhere);
    var delivery =
        new Delivery(
            run.orElse(null),
            RolloutReader.strategy(section, criticality, run.isPresent()),
            rollback(section, objectives),
            RolloutReader.release(section));
    section.end();
    return delivery;
  }

  private static Optional<Run> started(Section section) {
    ProcessTemplate process = process(section.section("process"));
    int port =
        section
            .requiredSection(
                "gateway", "where callers reach the service: `gateway: { port: 8400 }`")
            .map(DeliveryReader::port)
            .orElse(1);
    return Optional.of(new Run(process, port, version(section)));
  }

  /** By whoever runs it; a gateway would have nothing to send calls to. */
  private static Optional<Run> startedElsewhere(Section section) {
    var none = new ProcessTemplate(List.of(), Map.of(), null, Defaults.GRACE);
    Optional<Integer> port = section.optionalSection("gateway").map(DeliveryReader::port);
    String version = version(section);
    if (port.isPresent()) {
      section.missing("process", "how an instance is started: `process: { command: [ … ] }`");
    }
    return port.map(found -> new Run(none, found, version));
  }

  private static int port(Section gateway) {
    int port = gateway.required("port", Forms.count(1, 65535), 1);
    gateway.end();
    return port;
  }

  private static String version(Section section) {
    return section.or("version", Forms.RELEASE, Defaults.INITIAL_VERSION);
  }

  private static ProcessTemplate process(Section section) {
    var process =
        new ProcessTemplate(
            section.requiredValues("command", Forms.TEXT, "the program and its arguments"),
            section.named("env", Forms.VARIABLE, Forms.ANY_TEXT),
            section.value("directory", Forms.PATH).orElse(null),
            section.or("grace", Forms.DURATION_ABOVE_ZERO, Defaults.GRACE));
    section.end();
    return process;
  }

  private static Rollback rollback(Section delivery, List<Objective> objectives) {
    List<Trigger> all =
        objectives.stream().<Trigger>map(each -> new Trigger.ObjectiveWorse(each.name())).toList();
    Section section = delivery.section("rollback");
    var rollback =
        new Rollback(
            section.values("when", TRIGGER).orElse(all),
            section.or("within", Forms.DURATION_ABOVE_ZERO, Defaults.ROLLBACK_WITHIN),
            section.or("migrations", Forms.word(MigrationsBack.class), MigrationsBack.KEEP));
    section.end();
    return rollback;
  }

  private static Optional<Trigger> trigger(String written) {
    String text = written.strip();
    if (text.matches("health\\s+fails")) {
      return Optional.of(new Trigger.HealthFails());
    }
    Matcher worse = WORSE.matcher(text);
    if (worse.matches()) {
      return Optional.of(new Trigger.ObjectiveWorse(worse.group(1)));
    }
    Matcher errors = ERRORS.matcher(text);
    if (errors.matches()) {
      return Forms.PERCENT
          .parse(errors.group(1))
          .flatMap(above -> lasts(errors.group(2)).map(time -> new Trigger.Errors(above, time)));
    }
    Matcher latency = LATENCY.matcher(text);
    if (!latency.matches()) {
      return Optional.empty();
    }
    return Forms.PERCENT
        .parse(latency.group(1) + " %")
        .filter(quantile -> quantile.asFraction() > 0)
        .flatMap(quantile ->
            Forms.DURATION_ABOVE_ZERO
                .parse(latency.group(2))
                .flatMap(above ->
                    lasts(latency.group(3))
                        .map(time -> new Trigger.Latency(quantile, above, time))));
  }

  private static Optional<Duration> lasts(@Nullable String text) {
    return text == null ? Optional.of(Duration.ZERO) : Forms.DURATION_ABOVE_ZERO.parse(text);
  }
}
