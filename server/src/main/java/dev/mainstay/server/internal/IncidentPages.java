package dev.mainstay.server.internal;

import dev.mainstay.alerting.RuleOrigin;
import dev.mainstay.design.Alert;
import dev.mainstay.response.Incident;
import dev.mainstay.response.Page;
import dev.mainstay.server.internal.view.DeploymentView;
import dev.mainstay.server.internal.view.EntryView;
import dev.mainstay.server.internal.view.IncidentDetailView;
import dev.mainstay.server.internal.view.IncidentDetailView.Runbook;
import dev.mainstay.server.internal.view.IncidentView;
import dev.mainstay.server.internal.view.ObjectiveView;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Incidents as the API shows them. */
final class IncidentPages {
  private final Features features;
  private final ServicePages services;
  private final DeploymentPages deployments;

  IncidentPages(Features features, ServicePages services, DeploymentPages deployments) {
    this.features = features;
    this.services = services;
    this.deployments = deployments;
  }

  List<IncidentView> open() {
    return features.incidents().open().stream().map(IncidentPages::view).toList();
  }

  List<IncidentView> recent(int limit) {
    return features.incidents().recent(limit).stream().map(IncidentPages::view).toList();
  }

  List<IncidentView> ofService(String service, int limit) {
    return features.incidents().recent(1000).stream()
        .filter(incident -> incident.service().equals(service))
        .limit(limit)
        .map(IncidentPages::view)
        .toList();
  }

  String postMortem(String id) {
    require(id);
    return features.incidents().postMortem(id);
  }

  private Incident require(String id) {
    return features
        .incidents()
        .get(id)
        .orElseThrow(
            () -> new NotFoundException("no incident " + id + " (expected: such as INC-1)"));
  }

  IncidentDetailView detail(String id, Applied applied) {
    Incident incident = require(id);
    return new IncidentDetailView(
        view(incident),
        sentence(incident),
        incident.alerts().stream()
            .map(alert ->
                new IncidentDetailView.Alert(
                    alert.name(),
                    alert.severity().name(),
                    alert.impact(),
                    alert.runbook().isEmpty() ? null : alert.runbook(),
                    alert.firedAt(),
                    alert.resolvedAt(),
                    origin(alert.origin())))
            .toList(),
        features.incidents().pages(id).stream().map(IncidentPages::page).toList(),
        escalation(incident),
        features.incidents().timeline(id).stream().map(EntryView::of).toList(),
        incident.alerts().stream()
            .flatMap(IncidentPages::runbooks)
            .distinct()
            .flatMap(name ->
                Stream.ofNullable(applied.runbooks().get(name))
                    .map(text -> new Runbook(name, text)))
            .toList(),
        objectives(incident),
        suspect(incident));
  }

  /** Of a service that has very many, those whose budgets it touched. */
  private List<ObjectiveView> objectives(Incident incident) {
    List<ObjectiveView> all = services.objectives(incident.service());
    if (all.size() <= Incident.MAX_BUDGETS) {
      return all;
    }
    Set<String> touched =
        incident.budget().stream().map(Incident.BudgetSpent::objective).collect(Collectors.toSet());
    return all.stream().filter(each -> touched.contains(each.name())).toList();
  }

  /**
   * Names that the runbook of an alert may have in the designs: as it is said, and of a rule's
   * alert the last part of its address, and its own name as designs would write it.
   */
  private static Stream<String> runbooks(Incident.IncidentAlert alert) {
    String said = alert.runbook();
    if (alert.origin() == null) {
      return Stream.of(said);
    }
    String last = said.replaceAll("[?#].*", "").replaceAll("/+$", "").replaceAll("^.*/", "");
    String own = alert.name().replaceAll("([a-z0-9])([A-Z])", "$1-$2").replaceAll("[_ ]+", "-");
    return Stream.of(said, last.replaceAll("\\.[a-z]+$", ""), own.toLowerCase(Locale.ROOT));
  }

  private static IncidentDetailView.@Nullable Origin origin(@Nullable RuleOrigin origin) {
    return origin == null
        ? null
        : new IncidentDetailView.Origin(
            origin.file(),
            origin.group(),
            origin.place(),
            origin.series(),
            origin.labels(),
            origin.annotations(),
            origin.note().isEmpty() ? null : origin.note());
  }

  private @Nullable DeploymentView suspect(Incident incident) {
    return Optional.ofNullable(incident.cause())
        .flatMap(cause -> deployments.find(cause.deployment()))
        .orElse(null);
  }

  private static IncidentDetailView.@Nullable Escalation escalation(Incident incident) {
    return incident.escalates()
        ? incident
            .escalation()
            .next()
            .map(step -> new IncidentDetailView.Escalation(step.dueAt(), step.targets()))
            .orElse(null)
        : null;
  }

  private static IncidentDetailView.Page page(Page page) {
    var message = page.message();
    return new IncidentDetailView.Page(
        page.deliveryId(),
        message.person(),
        word(message.address().kind()),
        word(page.state()),
        page.attempts(),
        message.at(),
        page.deliveredAt(),
        page.error());
  }

  /**
   * Whether it is known that users are hurt. What a rule file's alert watches need not be anything
   * that users notice, unless its severity is one that somebody is woken for.
   */
  private static boolean hurts(Incident incident) {
    return incident.severity().compareTo(Alert.Severity.P1) <= 0
        || (incident.cause() != null && incident.cause().condemned())
        || incident.alerts().stream().anyMatch(alert -> alert.origin() == null);
  }

  static String sentence(Incident incident) {
    String who =
        incident.commander() == null ? "nobody has taken it" : incident.commander() + " leads";
    String cause = incident.cause() == null ? "" : " Probably " + incident.cause().why() + ".";
    return incident.title()
        + "; "
        + switch (incident.phase()) {
          case OPEN, ACKNOWLEDGED ->
              (hurts(incident) ? "users are hurt and " : "whether users are hurt is not known; ")
                  + who
                  + ".";
          case MITIGATED ->
              (hurts(incident) ? "users are no longer hurt; " : "it is mitigated; ") + who + ".";
          case RESOLVED -> "it is over.";
        }
        + cause;
  }

  static IncidentView view(Incident incident) {
    var at = incident.at();
    var times = incident.times();
    return new IncidentView(
        incident.id(),
        incident.service(),
        incident.severity().name(),
        word(incident.phase()),
        incident.title(),
        at.openedAt(),
        at.acknowledgedAt(),
        incident.commander(),
        at.mitigatedAt(),
        at.resolvedAt(),
        incident.cause() == null ? null : incident.cause().deployment(),
        new IncidentView.Times(
            Numbers.seconds(times.detect()),
            Numbers.seconds(times.acknowledge()),
            Numbers.seconds(times.mitigate()),
            Numbers.seconds(times.resolve())));
  }

  static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
