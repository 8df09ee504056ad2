package dev.mainstay.server.internal;

import dev.mainstay.design.Claims;
import dev.mainstay.design.Decision;
import dev.mainstay.design.Gate;
import dev.mainstay.design.Scorecard;
import dev.mainstay.design.Service;
import dev.mainstay.kernel.Claim;
import dev.mainstay.kernel.Claim.Status;
import dev.mainstay.kernel.Clock;
import dev.mainstay.kernel.Evidence;
import dev.mainstay.server.internal.view.ClaimsView;
import dev.mainstay.server.internal.view.Health;
import dev.mainstay.server.internal.view.ProblemView;
import dev.mainstay.server.internal.view.ReadinessView;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How ready the applied designs are, and what is proven of them. */
final class ReadinessPages {
  private final Supplier<Applied> applied;
  private final Supplier<? extends Collection<Evidence>> evidence;
  private final Clock clock;

  /**
   * @param evidence of all claims
   */
  ReadinessPages(
      Supplier<Applied> applied, Supplier<? extends Collection<Evidence>> evidence, Clock clock) {
    this.applied = applied;
    this.evidence = evidence;
    this.clock = clock;
  }

  List<ReadinessView.Summary> all() {
    Applied now = applied.get();
    var problems = new ServiceProblems(now.result());
    Map<String, List<Evidence>> gathered =
        evidence.get().stream().collect(Collectors.groupingBy(ReadinessPages::service));
    return now.designs().services().stream()
        .map(service ->
            summary(service, now, gathered.getOrDefault(service.name(), List.of()), problems))
        .toList();
  }

  /** The service whose claim the evidence is for: a claim's id starts with it. */
  private static String service(Evidence evidence) {
    int end = evidence.claim().indexOf('/');
    return end < 0 ? evidence.claim() : evidence.claim().substring(0, end);
  }

  private ReadinessView.Summary summary(
      Service service, Applied now, Collection<Evidence> gathered, ServiceProblems problems) {
    Scorecard card = card(service, now, gathered);
    List<Claim> claims = Claims.of(service, now.designs());
    Instant at = clock.now();
    return new ReadinessView.Summary(
        service.name(),
        IncidentPages.word(service.criticality()),
        service.owner(),
        health(card),
        sentence(card),
        card.points(),
        Scorecard.PASS,
        Scorecard.POSSIBLE,
        claims.size(),
        count(claims.stream().map(claim -> claim.status(gathered, at)), Status.HOLDS),
        problems.of(service.name()).size(),
        problems.accepted(service.name()).size());
  }

  private Scorecard card(Service service, Applied now, Collection<Evidence> gathered) {
    return Scorecard.of(now.result(), service.name(), gathered, clock.now()).orElseThrow();
  }

  ReadinessView readiness(String name) {
    Applied now = applied.get();
    Service service = now.service(name);
    Collection<Evidence> gathered = evidence.get();
    Scorecard card = card(service, now, gathered);
    var problems = new ServiceProblems(now.result());
    return new ReadinessView(
        name,
        now.appliedAt(),
        health(card),
        sentence(card),
        card.points(),
        Scorecard.PASS,
        Scorecard.POSSIBLE,
        (int) gathered.stream().filter(each -> each.claim().startsWith(name + "/")).count(),
        card.improvements(),
        card.items().stream()
            .map(item ->
                new ReadinessView.Item(
                    item.id(), item.category(), item.title(), item.scored(), item.points()))
            .toList(),
        card.exits().stream()
            .map(exit ->
                new ReadinessView.Exit(
                    exit.phase().name(), exit.open(), exit.phase().gate().key(), exit.passed()))
            .toList(),
        Arrays.stream(Gate.values()).map(gate -> gate(gate, service)).toList(),
        problems.of(name).stream().map(ProblemView::of).toList(),
        problems.accepted(name).stream()
            .map(each ->
                new ReadinessView.Accepted(
                    ProblemView.of(each.problem()),
                    each.acceptance().because(),
                    each.acceptance().until()))
            .toList());
  }

  private static ReadinessView.GateView gate(Gate gate, Service service) {
    return new ReadinessView.GateView(
        gate.key(), gate.decider(), gate.question(), decision(gate, service.decisions()));
  }

  private static ReadinessView.@Nullable DecisionView decision(
      Gate gate, List<Decision> decisions) {
    return decisions.stream()
        .filter(decision -> decision.gate() == gate)
        .findFirst()
        .map(found ->
            new ReadinessView.DecisionView(found.by(), found.on(), found.yes(), found.because()))
        .orElse(null);
  }

  /** Users are not hurt by what is not proven: it never asks for more than watching. */
  private static Health health(Scorecard card) {
    return card.passed() && blocked(card).isEmpty() ? Health.GOOD : Health.WATCH;
  }

  private static Optional<Scorecard.Exit> blocked(Scorecard card) {
    return card.exits().stream().filter(exit -> !exit.passed()).findFirst();
  }

  private static String sentence(Scorecard card) {
    String score =
        "%s is %s: %d of %d points, %d are needed"
            .formatted(
                card.service(),
                card.passed() ? "ready by its score" : "not ready",
                card.points(),
                Scorecard.POSSIBLE,
                Scorecard.PASS);
    return blocked(card).map(exit -> score + "; " + waits(exit)).orElse(score) + ".";
  }

  private static String waits(Scorecard.Exit exit) {
    Stream<String> criteria =
        exit.open().isEmpty()
            ? Stream.of()
            : Stream.of(exit.open().size() == 1 ? "1 criterion" : exit.open().size() + " criteria");
    Stream<String> decision =
        exit.decided() ? Stream.of() : Stream.of("the decision " + exit.phase().gate().key());
    return "its phase %s waits for %s"
        .formatted(
            exit.phase().name(),
            Stream.concat(criteria, decision).collect(Collectors.joining(" and ")));
  }

  ClaimsView claims(String name) {
    Applied now = applied.get();
    Service service = now.service(name);
    Collection<Evidence> gathered = evidence.get();
    Instant at = clock.now();
    List<ClaimsView.ClaimView> claims =
        Claims.of(service, now.designs()).stream().map(claim -> view(claim, gathered, at)).toList();
    List<Status> statuses =
        claims.stream()
            .map(claim -> Status.valueOf(claim.status().toUpperCase(Locale.ROOT)))
            .toList();
    return new ClaimsView(
        name, now.appliedAt(), health(statuses), sentence(name, statuses), claims);
  }

  private static ClaimsView.ClaimView view(
      Claim claim, Collection<Evidence> gathered, Instant now) {
    return new ClaimsView.ClaimView(
        claim.id(),
        claim.statement(),
        claim.target().toString(),
        claim.method().words(),
        claim.freshFor().toSeconds(),
        claim.status(gathered, now).name().toLowerCase(Locale.ROOT),
        claim
            .latest(gathered, now)
            .map(latest ->
                new ClaimsView.Latest(
                    latest.at(), claim.target().inWords(latest.measured()), latest.source()))
            .orElse(null));
  }

  private static Health health(List<Status> statuses) {
    if (statuses.contains(Status.FAILS) || statuses.contains(Status.STALE)) {
      return Health.WATCH;
    }
    return statuses.stream().allMatch(each -> each == Status.HOLDS) && !statuses.isEmpty()
        ? Health.GOOD
        : Health.UNKNOWN;
  }

  private static String sentence(String name, List<Status> statuses) {
    if (statuses.isEmpty()) {
      return "The design of " + name + " claims nothing that can be proven.";
    }
    String others =
        Stream.of(Status.FAILS, Status.STALE, Status.UNPROVEN)
            .filter(statuses::contains)
            .map(status ->
                count(statuses.stream(), status)
                    + (switch (status) {
                      case FAILS -> " fail";
                      case STALE -> " are stale";
                      case UNPROVEN, HOLDS -> " are unproven";
                    }))
            .collect(Collectors.joining(", "));
    String proven =
        "%d of %d claims of %s hold"
            .formatted(count(statuses.stream(), Status.HOLDS), statuses.size(), name);
    return (others.isEmpty() ? proven : proven + "; " + others) + ".";
  }

  private static int count(Stream<Status> statuses, Status wanted) {
    return (int) statuses.filter(each -> each == wanted).count();
  }
}
