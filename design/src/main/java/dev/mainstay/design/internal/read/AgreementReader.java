package dev.mainstay.design.internal.read;

import dev.mainstay.design.Alert.Severity;
import dev.mainstay.design.Calendar;
import dev.mainstay.design.Organisation.Environment;
import dev.mainstay.design.Organisation.Response;
import dev.mainstay.design.Organisation.Targets;
import dev.mainstay.kernel.Nearest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The organisation's sections {@code severities}, {@code targets} and {@code environments}. */
final class AgreementReader {
  private static final Form<String> SEVERITY =
      Forms.of(
              "a severity from P0 to P3",
              text -> Forms.word(Severity.class).parse(text).map(Severity::name),
              text -> Nearest.of(text, List.of("P0", "P1", "P2", "P3")))
          .spelt(Spelling.words(List.of("P0", "P1", "P2", "P3")));

  private AgreementReader() {}

  static List<Response> severities(Section organisation, Calendar calendar) {
    List<Response> severities = new ArrayList<>();
    for (Section.Member member : organisation.members("severities", SEVERITY)) {
      Section section = member.section();
      String means = section.required("means", Forms.TEXT, "unknown");
      var respond = duration(section, "respond");
      var update = duration(section, "update");
      var resolve = duration(section, "resolve");
      String hours = section.value("hours", Forms.IDENTIFIER).orElse(null);
      window(section, "hours", hours, calendar);
      section.end();
      Forms.word(Severity.class)
          .parse(member.name())
          .ifPresent(severity ->
              severities.add(new Response(severity, means, respond, update, resolve, hours)));
    }
    return severities;
  }

  static Targets targets(Section organisation) {
    return organisation
        .optionalSection("targets")
        .map(section -> {
          var targets =
              new Targets(
                  duration(section, "detect"),
                  duration(section, "acknowledge"),
                  duration(section, "mitigate"),
                  duration(section, "resolve"),
                  duration(section, "betweenFailures"));
          section.end();
          return targets;
        })
        .orElse(Targets.NONE);
  }

  static List<Environment> environments(Section organisation, Calendar calendar) {
    List<Environment> environments = new ArrayList<>();
    for (Section.Member member : organisation.members("environments")) {
      Section section = member.section();
      var environment =
          new Environment(
              member.name(),
              section.value("after", Forms.IDENTIFIER).orElse(null),
              section.or("approvals", Forms.count(0, 20), 0),
              section.value("window", Forms.IDENTIFIER).orElse(null));
      window(section, "window", environment.window(), calendar);
      section.end();
      environments.add(environment);
    }
    order(organisation.inner("environments"), environments);
    return environments;
  }

  private static void order(Section section, List<Environment> environments) {
    Map<String, Environment> byName =
        environments.stream()
            .collect(Collectors.toMap(Environment::name, each -> each, (a, b) -> a));
    for (Environment environment : environments) {
      Section at = section.inner(environment.name());
      if (environment.after() == null) {
        continue;
      }
      References.known(at, "after", environment.after(), byName.keySet(), "environment");
      var passed = new HashSet<String>();
      Environment step = environment;
      while (step != null && step.after() != null && passed.add(step.name())) {
        step = byName.get(step.after());
      }
      if (step != null && step.name().equals(environment.name()) && step.after() != null) {
        at.reading()
            .error(
                "MS-F008",
                "after: %s comes after itself (expected: one environment without after)"
                    .formatted(environment.name()),
                at.placeOf("after"),
                "remove `after` from the first environment");
      }
    }
  }

  private static void window(
      Section section, String key, @Nullable String name, Calendar calendar) {
    if (name != null) {
      References.known(
          section,
          key,
          name,
          calendar.windows().stream().map(Calendar.Window::name).toList(),
          "window");
    }
  }

  private static @Nullable Duration duration(Section section, String key) {
    return section.value(key, Forms.DURATION_ABOVE_ZERO).orElse(null);
  }
}
