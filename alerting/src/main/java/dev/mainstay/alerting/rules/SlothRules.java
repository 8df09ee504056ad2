package dev.mainstay.alerting.rules;

import dev.mainstay.design.yaml.Node;
import dev.mainstay.kernel.Place;
import dev.mainstay.kernel.Problem;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** What Sloth makes of a {@code prometheus/v1} specification or its Kubernetes form. */
final class SlothRules {
  static final String VERSION = "prometheus/v1";
  static final String KUBERNETES = "sloth.slok.dev/v1";

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9_.-]*[A-Za-z0-9])?");
  private static final Pattern LABEL = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_]*");
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,12})?");

  private final GeneratedRules.Options options;
  private final SlothWindows windows;
  private final WrittenQueries queries;
  private final Consumer<Problem> problems;

  private boolean kubernetes;

  SlothRules(
      GeneratedRules.Options options,
      SlothWindows windows,
      WrittenQueries queries,
      Consumer<Problem> problems) {
    this.options = options;
    this.windows = windows;
    this.queries = queries;
    this.problems = problems;
  }

  /** A {@code PrometheusServiceLevel}. */
  List<DraftGroup> resource(Section document) {
    document.has("metadata");
    document.has("status");
    Optional<Section> spec = document.section("spec");
    document.rest();
    if (spec.isEmpty()) {
      document.missing("spec", "service and slos");
      return List.of();
    }
    return read(spec.get(), true);
  }

  /** The specification itself. */
  List<DraftGroup> read(Section spec, boolean inKubernetes) {
    kubernetes = inKubernetes;
    String service = name(spec, "service");
    Map<String, String> labels = labels(spec, "labels");
    refusePlugins(spec);
    var groups = new ArrayList<DraftGroup>();
    Map<String, Place> seen = new HashMap<>();
    List<Node> slos = spec.list("slos");
    if (slos.isEmpty()) {
      spec.missing("slos", "at least one objective");
    }
    for (Node node : slos) {
      Section.of(node, "objective", problems)
          .ifPresent(slo -> {
            groups.addAll(objective(slo, service, labels));
            String name = slo.text("name");
            if (!name.isEmpty() && seen.putIfAbsent(name, slo.place("name")) != null) {
              problems.accept(
                  Problem.error(
                      "MS-F002",
                      "objective '" + name + "' is there twice",
                      slo.place("name"),
                      "give one of them another name"));
            }
          });
    }
    spec.rest();
    return groups;
  }

  /** Releases of Sloth differ in which of the two they write; either is taken. */
  private String key(Section section, String snake, String camel) {
    boolean isSnake = section.has(snake);
    return section.has(camel) || kubernetes && !isSnake ? camel : snake;
  }

  private void refusePlugins(Section section) {
    String key = key(section, "slo_plugins", "sloPlugins");
    if (section.has(key)) {
      problems.accept(
          Problem.error(
              "MS-F007",
              key + ": plugins are programs of Sloth, which change its rules (expected: none)",
              section.keyPlace(key),
              "let Sloth generate these rules, and give Mainstay the rule file"));
    }
  }

  private String name(Section section, String key) {
    Optional<Node.Scalar> name = section.scalar(key).filter(each -> !each.text().isEmpty());
    if (name.isEmpty()) {
      section.missing(key, "a name");
      return "";
    }
    if (!NAME.matcher(name.get().text()).matches()) {
      problems.accept(
          Section.notOfItsForm(key, name.get(), "letters and digits, with . _ and - between them"));
      return "";
    }
    return name.get().text();
  }

  private Map<String, String> labels(Section section, String key) {
    Map<String, String> labels = new TreeMap<>();
    section
        .texts(key)
        .forEach((name, entry) -> {
          if (!LABEL.matcher(name).matches()) {
            problems.accept(
                Problem.error(
                    "MS-F007",
                    "%s: name %s (expected: letters, digits and underscores)"
                        .formatted(key, entry.key().kind()),
                    entry.key().place(),
                    null));
          }
          labels.put(name, ((Node.Scalar) entry.value()).text());
        });
    return labels;
  }

  private List<DraftGroup> objective(Section slo, String service, Map<String, String> ofService) {
    String name = name(slo, "name");
    slo.text("description");
    Optional<BigDecimal> objective = aim(slo);
    Map<String, String> labels = new TreeMap<>(options.labels());
    labels.putAll(ofService);
    labels.putAll(labels(slo, "labels"));
    refusePlugins(slo);
    Optional<Query> query = indicator(slo);
    Optional<Alerting> alerting = alerting(slo);
    slo.rest();
    if (service.isEmpty()
        || name.isEmpty()
        || objective.isEmpty()
        || query.isEmpty()
        || alerting.isEmpty()) {
      return List.of();
    }
    return new SlothObjective(
            service,
            name,
            objective.get(),
            labels,
            query.get(),
            kubernetes ? "cli-gen-k8s" : "cli-gen-prom",
            kubernetes ? KUBERNETES : VERSION,
            windows,
            slo.place("name"))
        .groups(alerting.get());
  }

  private Optional<BigDecimal> aim(Section slo) {
    Optional<Node.Scalar> written = slo.scalar("objective");
    if (written.isEmpty()) {
      slo.missing("objective", "a percentage such as 99.9");
      return Optional.empty();
    }
    Optional<BigDecimal> aim =
        written
            .filter(each -> NUMBER.matcher(each.text()).matches())
            .map(each -> new BigDecimal(each.text()))
            .filter(each -> each.signum() > 0 && each.compareTo(BigDecimal.valueOf(100)) <= 0);
    if (aim.isEmpty()) {
      problems.accept(
          Section.notOfItsForm("objective", written.get(), "a percentage above 0, at most 100"));
    }
    return aim;
  }

  /** How the share of bad events is asked for. */
  sealed interface Query {
    record Events(String errors, String total) implements Query {}

    record Raw(String ratio) implements Query {}
  }

  private Optional<Query> indicator(Section slo) {
    Optional<Section> sli = slo.section("sli");
    if (sli.isEmpty()) {
      slo.missing("sli", "events or raw");
      return Optional.empty();
    }
    Optional<Section> events = sli.get().section("events");
    Optional<Section> raw = sli.get().section("raw");
    boolean plugin = sli.get().has("plugin");
    sli.get().rest();
    if (plugin) {
      problems.accept(
          Problem.error(
              "MS-F007",
              "sli: a plugin is a program of Sloth, whose query stands in no file"
                  + " (expected: events or raw)",
              sli.get().keyPlace("plugin"),
              "write the query that `sloth generate` makes of it under raw"));
      return Optional.empty();
    }
    if (events.isPresent() == raw.isPresent()) {
      problems.accept(
          Problem.error(
              "MS-F008",
              "sli: %s (expected: events or raw)".formatted(raw.isPresent() ? "both" : "neither"),
              slo.keyPlace("sli"),
              "write one of them"));
      return Optional.empty();
    }
    return raw.isPresent() ? raw.flatMap(this::raw) : events.flatMap(this::events);
  }

  private Optional<Query> raw(Section raw) {
    Optional<String> ratio =
        queries.windowed(raw, key(raw, "error_ratio_query", "errorRatioQuery"));
    raw.rest();
    return ratio.map(Query.Raw::new);
  }

  private Optional<Query> events(Section events) {
    String errorKey = key(events, "error_query", "errorQuery");
    Optional<String> errors = queries.windowed(events, errorKey);
    Optional<String> total = queries.windowed(events, key(events, "total_query", "totalQuery"));
    events.rest();
    if (errors.isPresent() && errors.equals(total)) {
      problems.accept(
          Problem.error(
              "MS-F008",
              "the queries of errors and of all events are the same",
              events.place(errorKey),
              "choose the errors: code=~\"5..\""));
      return Optional.empty();
    }
    return errors.flatMap(each -> total.map(all -> new Query.Events(each, all)));
  }

  /**
   * @param page labels and annotations, or null when it is off
   * @param ticket likewise
   */
  record Alerting(String name, Optional<Alert> page, Optional<Alert> ticket) {}

  /** What an alert carries beside Sloth's own. */
  record Alert(Map<String, String> labels, Map<String, String> annotations) {}

  private Optional<Alerting> alerting(Section slo) {
    Optional<Section> section = slo.section("alerting");
    if (section.isEmpty()) {
      slo.missing("alerting", "a name, or page_alert and ticket_alert with disable: true");
      return Optional.empty();
    }
    Section alerting = section.get();
    String name = alerting.text("name");
    Map<String, String> labels = labels(alerting, "labels");
    Map<String, String> annotations = labels(alerting, "annotations");
    Optional<Alert> page =
        alert(alerting, key(alerting, "page_alert", "pageAlert"), labels, annotations);
    Optional<Alert> ticket =
        alert(alerting, key(alerting, "ticket_alert", "ticketAlert"), labels, annotations);
    alerting.rest();
    if (name.isEmpty() && (page.isPresent() || ticket.isPresent())) {
      alerting.missing("name", "the alerts' name");
      return Optional.empty();
    }
    return Optional.of(new Alerting(name, page, ticket));
  }

  private Optional<Alert> alert(
      Section alerting, String key, Map<String, String> labels, Map<String, String> annotations) {
    Map<String, String> allLabels = new TreeMap<>(labels);
    Map<String, String> allAnnotations = new TreeMap<>(annotations);
    Optional<Section> section = alerting.section(key);
    boolean off = section.flatMap(each -> each.flag("disable")).orElse(false);
    section.ifPresent(each -> {
      allLabels.putAll(labels(each, "labels"));
      allAnnotations.putAll(labels(each, "annotations"));
      each.rest();
    });
    return off ? Optional.empty() : Optional.of(new Alert(allLabels, allAnnotations));
  }
}
