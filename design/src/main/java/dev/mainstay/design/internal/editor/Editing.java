package dev.mainstay.design.internal.editor;

import dev.mainstay.design.DesignEditor.Definition;
import dev.mainstay.design.DesignEditor.Hover;
import dev.mainstay.design.DesignEditor.Suggestion;
import dev.mainstay.design.SourceText;
import dev.mainstay.design.internal.read.Shape;
import dev.mainstay.design.internal.read.Spelling;
import dev.mainstay.design.internal.read.Spelling.Target;
import dev.mainstay.design.yaml.Node;
import dev.mainstay.design.yaml.Yaml;
import dev.mainstay.kernel.Lines;
import dev.mainstay.kernel.Place;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What the files of a folder tell at a place in one of them. */
public final class Editing {
  private final Map<String, SourceText> sources = new LinkedHashMap<>();
  private final Set<String> runbooks;

  public Editing(Collection<SourceText> sources, Set<String> runbooks) {
    sources.forEach(source -> this.sources.put(source.file(), source));
    this.runbooks = new TreeSet<>(runbooks);
  }

  public List<Suggestion> completions(String file, int line, int column) {
    SourceText source = sources.get(file);
    return source == null
        ? List.of()
        : Completions.at(
            source, line, column, (document, target) -> names(document, target).keySet());
  }

  public Optional<Hover> hover(String file, int line, int column) {
    return spot(file, line, column)
        .flatMap(spot -> {
          String help =
              KeyHelp.of(spot.in().keys(), spot.path(), spot.isKey() ? spot.shape() : null);
          return help.isEmpty()
              ? Optional.empty()
              : Optional.of(
                  new Hover(spot.place(), "`" + String.join(".", spot.names()) + "`\n\n" + help));
        });
  }

  public Optional<Definition> definition(String file, int line, int column) {
    SourceText source = sources.get(file);
    Optional<Spot> at = spot(file, line, column);
    if (source == null || at.isEmpty()) {
      return Optional.empty();
    }
    Spot spot = at.get();
    if (spot.isKey() && spot.path().equals("dependencies.*")) {
      String name = spot.node().text();
      return Optional.ofNullable(services(name).get(name)).map(Definition.InDesign::new);
    }
    Spelling.Reference reference = reference(spot);
    if (reference == null) {
      return Optional.empty();
    }
    String name = word(new Lines(file, source.text()).line(line), column - 1);
    if (reference.target() == Target.RUNBOOK) {
      return runbooks.contains(name)
          ? Optional.of(new Definition.InRunbook(name))
          : Optional.empty();
    }
    return Optional.ofNullable(names(spot.in(), reference.target()).get(name))
        .map(Definition.InDesign::new);
  }

  private static Spelling.@Nullable Reference reference(Spot spot) {
    if (spot.parent() != null) {
      return spot.parent().shape() instanceof Shape.Named named
          ? named.spelling().reference()
          : null;
    }
    List<Shape> shapes =
        spot.shape() instanceof Shape.OneOf any
            ? any.shapes()
            : spot.shape() == null ? List.of() : List.of(spot.shape());
    for (Shape shape : shapes) {
      if (shape instanceof Shape.Value value && value.spelling().reference() != null) {
        return value.spelling().reference();
      }
    }
    return null;
  }

  /** The key or value there; what follows the line is left out when it cannot be read. */
  private Optional<Spot> spot(String file, int line, int column) {
    SourceText source = sources.get(file);
    if (source == null) {
      return Optional.empty();
    }
    Optional<Spot> found = spot(source, line, column);
    if (found.isPresent()) {
      return found;
    }
    String upTo = String.join("\n", source.text().lines().limit(line).toList());
    return spot(new SourceText(file, upTo), line, column);
  }

  private static Optional<Spot> spot(SourceText source, int line, int column) {
    List<Spot> found = new ArrayList<>();
    for (Node document : Yaml.read(source, problem -> {})) {
      Walk.over(
          document,
          spot -> {
            if (holds(spot.place(), line, column)) {
              found.add(spot);
            }
          });
    }
    return found.stream().findFirst();
  }

  private static boolean holds(Place place, int line, int column) {
    return place.line() == line
        && place.column() <= column
        && column <= place.column() + place.length();
  }

  private Map<String, Place> names(Spot.Document document, Target target) {
    var names = new Names();
    if (target == Target.RUNBOOK) {
      Map<String, Place> known = new LinkedHashMap<>();
      runbooks.forEach(name -> known.put(name, document.root().place()));
      return known;
    }
    names.add(document.root());
    String service = Walk.text(document.root(), "name");
    for (Node other : documents("ServicePart").isEmpty() ? List.<Node>of() : documents(service)) {
      if (other instanceof Node.Mapping mapping
          && !Walk.isOrganisation(mapping)
          && Walk.text(mapping, "name").equals(service)) {
        names.add(other);
      }
    }
    for (Node other : documents("Organisation")) {
      if (other instanceof Node.Mapping mapping && Walk.isOrganisation(mapping)) {
        names.add(other);
      }
    }
    return names.of(target);
  }

  private Map<String, Place> services(String name) {
    Map<String, Place> services = new LinkedHashMap<>();
    for (Node document : documents(name)) {
      if (document instanceof Node.Mapping mapping
          && Walk.text(mapping, "kind").equals("Service")) {
        mapping.entries().stream()
            .filter(entry -> entry.key().text().equals("name"))
            .forEach(entry -> services.put(Walk.text(mapping, "name"), entry.value().place()));
      }
    }
    return services;
  }

  /** Of the files with that word in them, since a folder may hold hundreds. */
  private List<Node> documents(String word) {
    List<Node> documents = new ArrayList<>();
    sources.values().stream()
        .filter(source -> source.text().contains(word))
        .forEach(source -> documents.addAll(Yaml.read(source, problem -> {})));
    return documents;
  }

  private static String word(String line, int at) {
    int from = Math.clamp(at, 0, line.length());
    int to = from;
    while (from > 0 && isOfWord(line.charAt(from - 1))) {
      from--;
    }
    while (to < line.length() && isOfWord(line.charAt(to))) {
      to++;
    }
    return line.substring(from, to);
  }

  private static boolean isOfWord(char c) {
    return c == '-' || Character.isLetterOrDigit(c);
  }
}
