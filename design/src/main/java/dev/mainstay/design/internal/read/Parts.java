package dev.mainstay.design.internal.read;

import dev.mainstay.design.yaml.Node;
import dev.mainstay.kernel.Problem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Documents of {@code kind: ServicePart}: sections of a service that stands in another document.
 * Sections of one name become one section; what stands in both is an error, since one would be
 * lost.
 */
final class Parts {
  private static final Set<String> HEAD = Set.of("apiVersion", "kind", "name");

  /** A part and what it starts with. */
  record Part(Section head, Node.Mapping mapping) {}

  private final Map<String, List<Part>> waiting = new LinkedHashMap<>();

  void add(String service, Section head, Node.Mapping mapping) {
    waiting.computeIfAbsent(service, name -> new ArrayList<>()).add(new Part(head, mapping));
  }

  boolean waitFor(String service) {
    return waiting.containsKey(service);
  }

  /** The service with its parts, which are then no longer waiting. */
  Node.Mapping into(Reading reading, String service, Node.Mapping mapping) {
    List<Part> parts = waiting.remove(service);
    if (parts == null) {
      return mapping;
    }
    reading.split.add(service);
    List<Node.Entry> sections = new ArrayList<>(mapping.entries());
    for (Part part : parts) {
      for (Node.Entry section : part.mapping().entries()) {
        if (!HEAD.contains(section.key().text())) {
          add(reading, sections, section);
        }
      }
    }
    return new Node.Mapping(mapping.place(), sections);
  }

  private static void add(Reading reading, List<Node.Entry> sections, Node.Entry section) {
    for (int i = 0; i < sections.size(); i++) {
      Node.Entry first = sections.get(i);
      if (first.key().text().equals(section.key().text())) {
        if (first.value() instanceof Node.Mapping one
            && section.value() instanceof Node.Mapping other) {
          sections.set(i, new Node.Entry(first.key(), both(reading, first, one, other)));
        } else {
          twice(reading, "", section, first);
        }
        return;
      }
    }
    sections.add(section);
  }

  private static Node.Mapping both(
      Reading reading, Node.Entry section, Node.Mapping one, Node.Mapping other) {
    List<Node.Entry> all = new ArrayList<>(one.entries());
    for (Node.Entry entry : other.entries()) {
      Optional<Node.Entry> same =
          one.entries().stream()
              .filter(each -> each.key().text().equals(entry.key().text()))
              .findFirst();
      if (same.isPresent()) {
        twice(reading, section.key().text() + ": ", entry, same.get());
      } else {
        all.add(entry);
      }
    }
    return new Node.Mapping(one.place(), all);
  }

  private static void twice(Reading reading, String in, Node.Entry entry, Node.Entry first) {
    reading.problems.add(
        new Problem(
            "MS-F002",
            Problem.Severity.ERROR,
            Reading.oneLine(
                "%s'%s' stands in two parts of the service (expected: in one)"
                    .formatted(in, entry.key().text())),
            entry.key().place(),
            List.of(new Problem.Related(first.key().place(), "first written here")),
            null,
            "nobody can tell which of the two is meant",
            "keep one of them"));
  }

  /** Parts of services that are not there, by name. */
  Map<String, List<Part>> left() {
    return waiting;
  }
}
