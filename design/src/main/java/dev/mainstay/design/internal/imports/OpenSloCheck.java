package dev.mainstay.design.internal.imports;

import dev.mainstay.design.SourceText;
import dev.mainstay.design.slo.OpenSlos;
import dev.mainstay.design.yaml.Node;
import dev.mainstay.design.yaml.WrittenExpressions;
import dev.mainstay.design.yaml.WrittenText;
import dev.mainstay.kernel.Nearest;
import dev.mainstay.kernel.Place;
import dev.mainstay.kernel.Problem;
import dev.mainstay.promql.Dialect;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Everything that is wrong with OpenSLO documents by themselves: beside what keeps an objective
 * from being read, keys that the format does not have, names that are there twice, references that
 * lead nowhere, and queries that are no PromQL.
 */
public final class OpenSloCheck {
  private static final String VERSION = "openslo/v1";

  /** What refers to what: key to kind. */
  private static final Map<String, String> REFERENCES =
      Map.of(
          "alertPolicyRef", "AlertPolicy",
          "conditionRef", "AlertCondition",
          "targetRef", "AlertNotificationTarget",
          "metricSourceRef", "DataSource");

  private final List<Problem> problems = new ArrayList<>();
  private final Map<String, Map<String, Place>> names = new TreeMap<>();
  private final Map<String, WrittenExpressions> expressions = new HashMap<>();

  private OpenSloCheck() {}

  /** In the order of the places. */
  public static List<Problem> problems(List<SourceText> sources, Dialect dialect) {
    var check = new OpenSloCheck();
    Map<String, Integer> files = new HashMap<>();
    for (SourceText source : sources) {
      files.putIfAbsent(source.file(), files.size());
      check.expressions.put(
          source.file(),
          new WrittenExpressions(new WrittenText(source), dialect, check.problems::add));
    }
    // What is no YAML is told by the reader of objectives.
    List<Foreign> documents = Documents.read(sources, problem -> {}, remark -> {});
    documents.removeIf(document -> !document.text("apiVersion").equals(VERSION));
    documents.forEach(check::name);
    documents.forEach(check::document);
    List<Problem> read = OpenSlos.read(sources).problems();
    Set<Told> told = read.stream().map(Told::of).collect(Collectors.toSet());
    return Stream.concat(
            read.stream(),
            check.problems.stream().filter(problem -> !told.contains(Told.of(problem))))
        .sorted(
            Comparator.comparing(
                Problem::place,
                Comparator.nullsFirst(
                    Comparator.comparingInt((Place place) -> files.getOrDefault(place.file(), -1))
                        .thenComparingInt(Place::line)
                        .thenComparingInt(Place::column))))
        .distinct()
        .toList();
  }

  /** What is told once of a place. */
  private record Told(String code, @Nullable Place place) {
    static Told of(Problem problem) {
      return new Told(problem.code(), problem.place());
    }
  }

  private void name(Foreign document) {
    String kind = document.text("kind");
    String name = document.text("metadata", "name");
    if (name.isEmpty()) {
      return;
    }
    Place place = document.at("metadata", "name").orElse(document).place();
    // Of objectives each service has its own.
    String unique = kind.equals("SLO") ? document.text("spec", "service") + "/" + name : name;
    Place first = names.computeIfAbsent(kind, each -> new TreeMap<>()).putIfAbsent(unique, place);
    if (first != null) {
      problems.add(
          new Problem(
              "MS-F002",
              Problem.Severity.ERROR,
              "%s %s is there twice (expected: each name once)".formatted(kind, name),
              place,
              List.of(new Problem.Related(first, "first written here")),
              null,
              "nobody can tell which of the two is meant",
              "rename one of them, or leave it out"));
    }
  }

  private void document(Foreign document) {
    OpenSloKeys.check(document.node(), document.text("kind"), problems::add);
    walk(document.node());
  }

  private void walk(Node node) {
    switch (node) {
      case Node.Mapping mapping ->
          mapping
              .entries()
              .forEach(entry -> {
                String key = entry.key().text();
                String kind = REFERENCES.get(key);
                if (kind != null && entry.value() instanceof Node.Scalar reference) {
                  reference(key, kind, reference);
                }
                if (key.equals("metricSource") && entry.value() instanceof Node.Mapping source) {
                  query(source);
                }
                walk(entry.value());
              });
      case Node.Sequence list -> list.items().forEach(this::walk);
      case Node.Scalar ignored -> {}
    }
  }

  private void reference(String key, String kind, Node.Scalar reference) {
    var known = new TreeSet<String>(names.getOrDefault(kind, Map.of()).keySet());
    if (known.contains(reference.text())) {
      return;
    }
    problems.add(
        new Problem(
            "MS-F009",
            Problem.Severity.WARNING,
            "%s: no %s named %s in these files".formatted(key, kind, reference.kind()),
            reference.place(),
            List.of(),
            null,
            "assuming that all documents lie here",
            Nearest.of(reference.text(), known)
                .map(near -> "did you mean `" + near + "`?")
                .orElse("add the document, or mend the name")));
  }

  /** Of Prometheus, or of nothing named. */
  private void query(Node.Mapping source) {
    Node.Entry type = source.find("type");
    String named =
        type != null && type.value() instanceof Node.Scalar text
            ? text.text().toLowerCase(Locale.ROOT)
            : "prometheus";
    Node.Entry spec = source.find("spec");
    if (!named.equals("prometheus") || spec == null) {
      return;
    }
    Node.Entry query = spec.value() instanceof Node.Mapping inside ? inside.find("query") : null;
    if (query != null && query.value() instanceof Node.Scalar written && !written.isNothing()) {
      WrittenExpressions file = expressions.get(written.place().file());
      if (file != null && !written.text().isBlank()) {
        file.parse(written);
      }
    }
  }
}
