package dev.mainstay.design.internal.read;

import dev.mainstay.design.internal.Places;
import dev.mainstay.design.yaml.Node;
import dev.mainstay.kernel.Place;
import dev.mainstay.kernel.Problem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What one call of the reader gathers: problems, and the place of every value. */
final class Reading {
  private static final Pattern LINE_BREAK = Pattern.compile("\\R");

  final Set<String> runbooks;

  /** Null unless somebody wants to see the values. */
  final @Nullable Effective effective;

  /** Paths of what comes from files of other formats and Mainstay does not run, by design. */
  final Map<String, Set<String>> notRun = new HashMap<>();

  /**
   * How single values are best written, by the place of what stands there; null unless asked for.
   */
  @Nullable Map<Place, String> canonical;

  /** Services of which parts stand in documents of their own. */
  final Set<String> split = new HashSet<>();

  final List<Problem> problems = new ArrayList<>();
  final Map<String, Places> places = new HashMap<>();

  /** The empty path. */
  final KeyPath root;

  Reading(Set<String> runbooks, @Nullable Effective effective) {
    this(Set.copyOf(runbooks), effective, new KeyPath());
  }

  private Reading(Set<String> runbooks, @Nullable Effective effective, KeyPath root) {
    this.runbooks = runbooks;
    this.effective = effective;
    this.root = root;
  }

  /** For one document, which may be read beside others; {@link #add} takes over what it gathers. */
  Reading ofDocument() {
    var document = new Reading(runbooks, effective == null ? null : new Effective(), root);
    document.canonical = canonical;
    return document;
  }

  /**
   * Takes over what was gathered of one document.
   *
   * @param design its name
   * @param as the name that it is kept under
   */
  void add(Reading document, String design, String as) {
    problems.addAll(document.problems);
    document.places.forEach((of, found) -> addPlaces(of.equals(design) ? as : of, found));
    document.notRun.forEach(notRun::put);
    split.addAll(document.split);
    if (effective != null && document.effective != null) {
      effective.add(document.effective);
    }
  }

  /** What several documents say of a design without a name is kept of the first that says it. */
  private void addPlaces(String design, Places found) {
    Places known = places.get(design);
    if (known == null) {
      places.put(design, found);
    } else {
      var both = new Places();
      both.add(known);
      both.add(found);
      places.put(design, both);
    }
  }

  void error(String code, String message, Place place, String fix) {
    error(code, message, place, fix, null);
  }

  void error(String code, String message, Place place, String fix, Problem.@Nullable Edit edit) {
    problems.add(
        new Problem(
            code,
            Problem.Severity.ERROR,
            oneLine(message),
            place,
            List.of(),
            null,
            null,
            oneLine(fix),
            edit));
  }

  /** That a key is not there, in the section of that label. */
  void missing(String label, String key, Place place, String expected) {
    error("MS-F005", label + "has no " + key, place, "add `" + key + ": …`, " + expected);
  }

  /** A quoted key may hold line breaks. */
  static String oneLine(String text) {
    return LINE_BREAK.matcher(text).replaceAll(" ");
  }

  void warning(String code, String message, Place place, String fix) {
    problems.add(
        new Problem(
            code, Problem.Severity.WARNING, message, place, List.of(), null, null, fix, null));
  }

  boolean isRun(String design, String path) {
    return !notRun.getOrDefault(design, Set.of()).contains(path);
  }

  void written(String design, String path, Place place) {
    places(design).written(path, place);
  }

  private Places places(String design) {
    Places known = places.get(design);
    if (known == null) {
      known = new Places();
      places.put(design, known);
    }
    return known;
  }

  /** The value that holds at the path, written or a default. */
  void effective(String design, String path, Object value) {
    if (effective != null) {
      effective.value(design, path, value);
    }
  }

  /** The single value was understood as that. */
  <T> void understood(Node.Scalar node, Form<T> form, T value) {
    Map<Place, String> into = canonical;
    if (into != null) {
      Canonical.of(form, value)
          .ifPresent(text ->
              into.merge(
                  node.place(), text, (one, other) -> one.equals(other) ? one : node.text()));
    }
  }

  /** Keeps where a single value stands, if that is all on one line. */
  void value(String design, String path, Node node) {
    if (node instanceof Node.Scalar scalar && scalar.isWhole()) {
      places(design).value(path, scalar.place());
    }
    if (effective != null && node instanceof Node.Scalar written && !written.isNothing()) {
      effective.text(design, path, written.text());
    } else if (effective != null && node instanceof Node.Mapping) {
      effective.mapping(design, path);
    }
  }
}
