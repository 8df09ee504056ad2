package dev.mainstay.design.internal.read;

import dev.mainstay.design.Defaults;
import dev.mainstay.design.Delivery;
import dev.mainstay.design.Delivery.ProcessTemplate;
import dev.mainstay.design.Delivery.Rollback;
import dev.mainstay.design.Delivery.Step;
import dev.mainstay.design.Objective;
import dev.mainstay.design.Service.Criticality;
import dev.mainstay.design.internal.yaml.Node;
import dev.mainstay.kernel.Percentage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The section {@code delivery}. */
final class DeliveryReader {
  private static final Pattern WORSE = Pattern.compile("objective\\s+(\\S+)\\s+worse");

  static final Form<String> TRIGGER =
      Forms.of(
          "`objective NAME worse`, such as `objective availability worse`",
          text -> {
            Matcher match = WORSE.matcher(text.strip());
            return match.matches() ? Optional.of(match.group(1)) : Optional.empty();
          },
          text -> Forms.IDENTIFIER.parse(text).map(name -> "objective " + name + " worse"));

  private static final Form<Percentage> WEIGHT =
      Forms.of(
          "a percentage above 0 % and below 100 %, such as 10 %",
          text ->
              Forms.PERCENT
                  .parse(text)
                  .filter(share -> share.asFraction() > 0 && share.asFraction() < 1),
          Forms.PERCENT::suggestion);

  private DeliveryReader() {}

  static Optional<Delivery> read(
      Section service, Criticality criticality, List<Objective> objectives) {
    return service
        .optionalSection("delivery")
        .map(section -> delivery(section, criticality, objectives));
  }

  private static Delivery delivery(
      Section section, Criticality criticality, List<Objective> objectives) {
    ProcessTemplate process = process(section);
    Section gateway = section.section("gateway");
    if (!section.has("gateway")) {
      section.missing("gateway", "where callers reach the service: `gateway: { port: 8400 }`");
    }
    int port = section.has("gateway") ? gateway.required("port", Forms.count(1, 65535), 1) : 1;
    gateway.end();
    var delivery =
        new Delivery(
            process,
            port,
            canary(section).orElseGet(() -> Defaults.canary(criticality)),
            rollback(section, objectives),
            section.or("version", Forms.RELEASE, Defaults.INITIAL_VERSION));
    section.end();
    return delivery;
  }

  private static ProcessTemplate process(Section delivery) {
    if (!delivery.has("process")) {
      delivery.missing("process", "how an instance is started: `process: { command: [ … ] }`");
    }
    Section section = delivery.section("process");
    List<String> command = section.values("command", Forms.TEXT).orElse(List.of());
    if (delivery.has("process") && !section.has("command")) {
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

  private static Optional<List<Step>> canary(Section delivery) {
    Optional<Section> strategy = delivery.optionalSection("strategy");
    if (strategy.isEmpty()) {
      return Optional.empty();
    }
    Optional<List<Section>> items = strategy.get().items("canary");
    if (!strategy.get().has("canary")) {
      strategy.get().missing("canary", "a list: `canary: [ { weight: 10 %, bake: 5m } ]`");
    }
    strategy.get().end();
    return items.map(list -> {
      List<Step> steps = new ArrayList<>();
      for (Section item : list) {
        var step =
            new Step(
                item.required("weight", WEIGHT, Percentage.of("50")),
                item.required("bake", Forms.DURATION_ABOVE_ZERO, Duration.ofMinutes(1)));
        item.end();
        if (!steps.isEmpty()
            && item.has("weight")
            && step.weight().compareTo(steps.getLast().weight()) <= 0) {
          item.reading()
              .error(
                  "MS-F008",
                  "weight: %s after %s (expected: each step above the one before)"
                      .formatted(step.weight(), steps.getLast().weight()),
                  item.placeOf("weight"),
                  "order the steps by weight");
        }
        steps.add(step);
      }
      return steps;
    });
  }

  private static Rollback rollback(Section delivery, List<Objective> objectives) {
    List<String> all = objectives.stream().map(Objective::name).toList();
    Optional<Section> section = delivery.optionalSection("rollback");
    if (section.isEmpty()) {
      return new Rollback(all, Defaults.ROLLBACK_WITHIN);
    }
    var rollback =
        new Rollback(
            section.get().values("when", TRIGGER).orElse(all),
            section.get().or("within", Forms.DURATION_ABOVE_ZERO, Defaults.ROLLBACK_WITHIN));
    section.get().end();
    return rollback;
  }
}
