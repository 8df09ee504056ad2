package dev.mainstay.design.internal.imports;

import dev.mainstay.design.Import.Remark;
import dev.mainstay.design.internal.exports.Yml;
import dev.mainstay.design.yaml.Node;
import dev.mainstay.kernel.Place;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * OpenSLO documents and Prometheus rule files that lie beside designs, as entries of the designs'
 * sections {@code objectives} and {@code alerts}. Their values keep the places of the file that
 * they come from.
 */
public final class Beside {
  private static final String LEFT = "not carried over: ";
  private static final String OPENSLO = "openslo/v1";
  private static final List<String> SECTIONS = List.of("objectives", "alerts");

  private final List<Remark> remarks = new ArrayList<>();
  private final Drafts drafts = new Drafts();
  private final Drafts rules = new Drafts();
  private final ObjectiveImport objectives = new ObjectiveImport(drafts);

  /**
   * What a file adds to one service.
   *
   * @param entries section to what is added to it
   * @param declared the objectives that are not counted from what their file names
   * @param alerts all of them; what judges and sends them today goes on doing so
   * @param first where a file speaks of the service first
   */
  public record Addition(
      Map<String, List<Node.Entry>> entries,
      Set<String> declared,
      Set<String> alerts,
      Place first) {
    public Addition {
      entries = Map.copyOf(entries);
      declared = Set.copyOf(declared);
      alerts = Set.copyOf(alerts);
    }
  }

  /** Whether the document is one of these formats; if so, it is taken. */
  public boolean takes(Node node) {
    var document = new Foreign(node, remarks::add);
    if (document.get("apiVersion").map(Foreign::peek).orElse("").equals(OPENSLO)) {
      return objectives.read(document);
    }
    if (!document.has("groups") || document.has("apiVersion")) {
      return false;
    }
    RuleImport.read(document, rules);
    return true;
  }

  /** When all documents are taken: service to what is added to it. */
  public Map<String, Addition> finish() {
    objectives.finish();
    Map<String, Addition> found = new LinkedHashMap<>();
    for (Draft draft : drafts.all()) {
      found.put(draft.name(), addition(draft));
    }
    for (Draft draft : rules.all()) {
      found.merge(draft.name(), addition(draft), Beside::both);
    }
    return found;
  }

  /**
   * What a design cannot say, or says otherwise; after {@link #finish}. Values that are left out
   * whole are told once for each file: the file stays, so nothing is lost.
   */
  public List<Remark> remarks() {
    Map<String, List<Remark>> left = new LinkedHashMap<>();
    List<Remark> all = new ArrayList<>();
    for (Remark remark : remarks) {
      if (remark.text().startsWith(LEFT)) {
        left.computeIfAbsent(remark.place().file(), file -> new ArrayList<>()).add(remark);
      } else if (!all.contains(remark)) {
        all.add(remark);
      }
    }
    for (List<Remark> each : left.values()) {
      Remark first = each.getFirst();
      int more = each.size() - 1;
      all.add(
          more == 0
              ? first
              : new Remark(first.place(), "%s; and %d more".formatted(first.text(), more)));
    }
    return all;
  }

  private static Addition both(Addition one, Addition other) {
    Map<String, List<Node.Entry>> entries = new LinkedHashMap<>();
    for (String section : SECTIONS) {
      List<Node.Entry> all = new ArrayList<>(one.entries().getOrDefault(section, List.of()));
      Set<String> names = all.stream().map(each -> each.key().text()).collect(Collectors.toSet());
      other.entries().getOrDefault(section, List.of()).stream()
          .filter(each -> !names.contains(each.key().text()))
          .forEach(all::add);
      entries.put(section, all);
    }
    Set<String> alerts = new TreeSet<>(one.alerts());
    alerts.addAll(other.alerts());
    return new Addition(entries, one.declared(), alerts, one.first());
  }

  private static Addition addition(Draft draft) {
    Set<String> declared =
        draft.inexact().stream()
            .map(path -> path.substring("objectives/".length()))
            .collect(Collectors.toSet());
    Yml alerts = draft.section("alerts");
    alerts.values().removeIf(alert -> alert instanceof Yml yml && !keepsMeasured(yml, declared));
    Map<String, List<Node.Entry>> entries = new LinkedHashMap<>();
    for (String section : SECTIONS) {
      entries.put(section, mapping(draft, section, draft.section(section)).entries());
    }
    return new Addition(entries, declared, alerts.keySet(), draft.first());
  }

  /** Leaves the objectives that are only declared out of it; whether anything is left to watch. */
  private static boolean keepsMeasured(Yml alert, Set<String> declared) {
    if (!(alert.get("on") instanceof List<?> on)) {
      return true;
    }
    List<?> measured = on.stream().filter(name -> !declared.contains(name)).toList();
    alert.put("on", measured);
    return !measured.isEmpty();
  }

  private static Node.Mapping mapping(Draft draft, String path, Yml yml) {
    List<Node.Entry> entries = new ArrayList<>();
    yml.forEach((key, value) -> {
      String at = path + "/" + key;
      entries.add(new Node.Entry(scalar(draft, at, key), node(draft, at, value)));
    });
    return new Node.Mapping(draft.placeOf(path), entries);
  }

  private static Node node(Draft draft, String path, Object value) {
    return switch (value) {
      case Yml yml -> mapping(draft, path, yml);
      case List<?> items ->
          new Node.Sequence(
              draft.placeOf(path),
              items.stream()
                  .map(item -> (Node) scalar(draft, path, String.valueOf(item)))
                  .toList());
      default -> scalar(draft, path, String.valueOf(value));
    };
  }

  /** Its place never covers the whole text: what stands in the file is written otherwise. */
  private static Node.Scalar scalar(Draft draft, String path, String text) {
    Place place = draft.placeOf(path);
    var scalar = new Node.Scalar(place, text, false);
    return scalar.isWhole()
        ? new Node.Scalar(
            new Place(place.file(), place.line(), place.column(), place.length() - 1), text, false)
        : scalar;
  }
}
