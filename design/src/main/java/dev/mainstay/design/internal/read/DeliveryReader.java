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
import dev.mainstay.design.internal.yaml.Node;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
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
          text -> Forms.IDENTIFIER.parse(text).map(name -> "objective " + name + " worse"));

  private DeliveryReader() {}

  static Optional<Delivery> read(
      Section service, Criticality criticality, List<Objective> objectives) {
    return service
        .optionalSection("delivery")
        .map(section -> delivery(section, criticality, objectives));
  }

  private static Delivery delivery(
      Section section, Criticality criticality, List<Objective> objectives) {
    Run run = run(section);
    var delivery =
        new Delivery(
            run,
            RolloutReader.strategy(section, criticality, run != null),
            rollback(section, objectives),
            RolloutReader.release(section));
    section.end();
    return delivery;
  }

  private static @Nullable Run run(Section section) {
    boolean hasProcess = section.has("process");
    boolean hasGateway = section.has("gateway");
    String version = section.or("version", Forms.RELEASE, Defaults.INITIAL_VERSION);
    if (hasGateway && !hasProcess) {
      section.missing("process", "how an instance is started: `process: { command: [ … ] }`");
    }
    if (hasProcess && !hasGateway) {
      section.missing("gateway", "where callers reach the service: `gateway: { port: 8400 }`");
    }
    ProcessTemplate process = process(section, hasProcess);
    Section gateway = section.section("gateway");
    int port = 1;
    if (hasGateway) {
      port = gateway.required("port", Forms.count(1, 65535), 1);
    } else {
      gateway.value("port", Forms.count(1, 65535));
    }
    gateway.end();
    return hasProcess || hasGateway ? new Run(process, port, version) : null;
  }

  private static ProcessTemplate process(Section delivery, boolean written) {
    Section section = delivery.section("process");
    List<String> command = section.values("command", Forms.TEXT).orElse(List.of());
    if (written && !section.has("command")) {
      section.missing("command", "a list: the program and its arguments");
    } else if (section.has("command") && command.isEmpty()) {
      section
          .reading()
          .error(
              "MS-F007",
              "command: an empty list (expected: the program and its arguments)",
              section.placeOf("command"),
              "write `command: [program, argument]`");
    }
    var process =
        new ProcessTemplate(
            command,
            environment(section),
            section.value("directory", Forms.PATH).orElse(null),
            section.or("grace", Forms.DURATION_ABOVE_ZERO, Defaults.GRACE));
    section.end();
    return process;
  }

  private static Map<String, String> environment(Section process) {
    Map<String, String> environment = new TreeMap<>();
    Optional<Section> section = process.optionalSection("env");
    if (section.isEmpty()) {
      return environment;
    }
    for (Node.Entry entry : section.get().entries()) {
      String name = entry.key().text();
      if (Forms.VARIABLE.parse(name).isEmpty()) {
        section.get().wrongValue("env", name, entry.key().place(), Forms.VARIABLE);
      }
      section.get().value(name, Forms.ANY_TEXT).ifPresent(value -> environment.put(name, value));
    }
    return environment;
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
