package dev.mainstay.design.internal.documents.chapters;

import dev.mainstay.design.Dependency;
import dev.mainstay.design.Dependency.OnFailure;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Numbers;
import dev.mainstay.design.internal.diagrams.Diagram;
import dev.mainstay.design.internal.diagrams.Diagram.Look;
import dev.mainstay.design.internal.documents.page.Chapter;
import dev.mainstay.design.internal.documents.page.Md;
import dev.mainstay.design.internal.documents.page.Page;
import dev.mainstay.design.internal.documents.page.Subject;
import dev.mainstay.design.internal.documents.page.Topic;
import dev.mainstay.design.internal.figures.Figures;
import dev.mainstay.kernel.Durations;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Each dependency: how it is called, and what happens when it fails. */
public record FailureModes(Subject subject) implements Chapter {
  @Override
  public Topic topic() {
    return Topic.FAILURES;
  }

  @Override
  public void write(Page page) {
    Service service = subject.service();
    if (service.dependencies().isEmpty()) {
      page.paragraph("It depends on nothing.");
      return;
    }
    page.diagram(diagram(service));
    page.table(
        List.of("Dependency", "Kind", "Needed by", "Calls per request", "When it fails"),
        service.dependencies().stream()
            .map(each ->
                List.of(
                    page.see(Topic.FAILURES, "Dependency", each.name()),
                    Md.word(each.kind()),
                    subject.fact(path(each) + "required", needed(each)),
                    subject.declared(
                        path(each) + "callsPerRequest", Numbers.of(each.callsPerRequest())),
                    effect(page, each)))
            .toList());
    service.dependencies().forEach(each -> one(page, each));
  }

  private void one(Page page, Dependency dependency) {
    String at = path(dependency);
    page.part("Dependency", dependency.name());
    if (dependency.because() != null) {
      page.paragraph("Because " + Md.text(dependency.because()) + ".");
    }
    List<String> items = new ArrayList<>();
    if (!dependency.name().equals(page.service())
        && subject.designs().service(dependency.name()).isPresent()) {
      items.add(
          "It has a design of its own: " + page.service(dependency.name(), Topic.FAILURES) + ".");
    }
    var latency = dependency.latency();
    if (latency != null) {
      items.add(
          "Latency: p50 "
              + subject.declared(at + "latency/p50", latency.p50())
              + ", p99 "
              + subject.declared(at + "latency/p99", latency.p99())
              + ".");
    }
    if (dependency.availability() != null) {
      items.add(
          "Availability: "
              + subject.declared(at + "availability", dependency.availability())
              + ".");
    }
    items.add(
        "Timeout of one attempt: " + subject.fact(at + "timeout", dependency.timeout()) + ".");
    items.add("Retries: " + retries(dependency, at));
    items.add(
        "The longest wait: "
            + Md.text(Figures.worst(dependency).told())
            + ", of a deadline of "
            + Md.text(Durations.format(subject.service().http().deadline()))
            + ".");
    items.add("Breaker: " + breaker(dependency.breaker(), at + "breaker/"));
    var bounds = dependency.bounds();
    if (bounds.limit() != null) {
      items.add("It refuses more than " + subject.declared(at + "limit", bounds.limit()) + ".");
    }
    if (bounds.capacity() != null) {
      items.add("It carries " + subject.declared(at + "capacity", bounds.capacity()) + ".");
    }
    if (bounds.maxConnections() != null) {
      items.add(
          "It accepts "
              + subject.declared(at + "maxConnections", bounds.maxConnections())
              + " connections.");
    }
    items.add("When it fails: " + effect(page, dependency) + ".");
    page.list(items);
  }

  private String breaker(Dependency.@Nullable Breaker breaker, String at) {
    if (breaker == null) {
      return "none; every call is tried.";
    }
    String opens =
        breaker.consecutive()
            ? "after %s failures in a row".formatted(subject.fact(at + "consecutive", breaker.of()))
            : "when %s of the last %s calls failed"
                .formatted(
                    subject.fact(at + "failures", breaker.failures()),
                    subject.fact(at + "of", breaker.of()));
    return "opens %s, and lets a probe through after %s."
        .formatted(opens, subject.fact(at + "openFor", breaker.openFor()));
  }

  private String retries(Dependency dependency, String at) {
    var retry = dependency.retry();
    if (retry == null) {
      return "none, a single attempt.";
    }
    return "%s attempts in all, first wait %s, each further one x%s, of which %s are random; at most %s of the calls may be retries%s."
        .formatted(
            subject.fact(at + "retry/attempts", retry.attempts()),
            subject.fact(at + "retry/wait", retry.firstWait()),
            subject.fact(at + "retry/factor", Numbers.of(retry.factor())),
            subject.fact(at + "retry/jitter", retry.jitter()),
            subject.fact(at + "retry/budget", retry.budget()),
            retry.key() == null
                ? ""
                : "; a repeated call is harmless by its " + Md.code(retry.key()));
  }

  /** In one clause, as Markdown. */
  private String effect(Page page, Dependency dependency) {
    return switch (dependency.onFailure()) {
      case OnFailure.FailFast(int status, var retryAfter) -> {
        String told =
            "the request fails with " + subject.fact(path(dependency) + "onFailure", status);
        yield retryAfter == null
            ? told
            : told + ", `Retry-After: " + Durations.format(retryAfter) + "`";
      }
      case OnFailure.Degrade(String mode) -> "degrades to " + page.see(Topic.MODES, "Mode", mode);
    };
  }

  private static Diagram diagram(Service service) {
    var diagram =
        new Diagram(
            Diagram.Kind.FLOW,
            "What " + service.name() + " depends on, and what happens when it fails");
    diagram.node("service", service.name(), Look.PLAIN);
    for (Dependency each : service.dependencies()) {
      boolean optional = each.required().asFraction() == 0;
      String key = "dependency/" + each.name();
      diagram.node(
          key, each.name() + " (" + Md.word(each.kind()) + ")", optional ? Look.QUIET : Look.PLAIN);
      diagram.edge("service", key, optional ? "optional" : "needed: " + needed(each), optional);
      switch (each.onFailure()) {
        case OnFailure.FailFast(int status, var ignored) -> {
          diagram.node("status/" + status, "fails with " + status, Look.BAD);
          diagram.edge(key, "status/" + status, "", false);
        }
        case OnFailure.Degrade(String mode) -> {
          diagram.node("mode/" + mode, "degrades to " + mode, Look.WARN);
          diagram.edge(key, "mode/" + mode, "", true);
        }
      }
    }
    return diagram;
  }

  private static String needed(Dependency dependency) {
    double share = dependency.required().asFraction();
    return share == 1 ? "always" : share == 0 ? "never" : dependency.required().toString();
  }

  private static String path(Dependency dependency) {
    return "dependencies/" + dependency.name() + "/";
  }
}
