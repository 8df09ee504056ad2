package dev.mainstay.design.internal.read;

import dev.mainstay.design.internal.imports.Beside;
import dev.mainstay.design.yaml.Node;
import dev.mainstay.kernel.Problem;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Puts what files of other formats say of a service into its sections. */
final class Additions {
  static final String CODE = "MS-F012";

  private Additions() {}

  static Node.Mapping to(
      Reading reading, String design, Node.Mapping mapping, Beside.Addition addition) {
    Set<String> notRun = new HashSet<>();
    addition.declared().forEach(name -> notRun.add("objectives/" + name));
    addition.alerts().forEach(name -> notRun.add("alerts/" + name));
    List<Node.Entry> sections = new ArrayList<>(mapping.entries());
    for (String section : List.of("objectives", "alerts")) {
      List<Node.Entry> added = addition.entries().getOrDefault(section, List.of());
      Optional<Node.Entry> written =
          sections.stream().filter(entry -> entry.key().text().equals(section)).findFirst();
      List<Node.Entry> all = new ArrayList<>();
      if (written.isPresent()) {
        if (!(written.get().value() instanceof Node.Mapping inside)) {
          continue;
        }
        all.addAll(inside.entries());
      }
      int before = all.size();
      for (Node.Entry entry : added) {
        Optional<Node.Entry> same =
            all.stream().filter(each -> each.key().text().equals(entry.key().text())).findFirst();
        if (same.isPresent()) {
          twice(reading, section, entry, same.get());
          notRun.remove(section + "/" + entry.key().text());
        } else {
          all.add(entry);
        }
      }
      if (all.size() > before) {
        sections.removeIf(entry -> entry.key().text().equals(section));
        Node.Scalar key =
            written
                .map(Node.Entry::key)
                .orElseGet(() -> new Node.Scalar(all.getFirst().key().place(), section, false));
        sections.add(
            new Node.Entry(
                key,
                new Node.Mapping(
                    written.map(each -> each.value().place()).orElse(key.place()), all)));
      }
    }
    if (!notRun.isEmpty()) {
      reading.notRun.put(design, notRun);
    }
    return new Node.Mapping(mapping.place(), sections);
  }

  private static void twice(Reading reading, String section, Node.Entry entry, Node.Entry first) {
    String name = entry.key().text();
    reading.problems.add(
        new Problem(
            "MS-F002",
            Problem.Severity.ERROR,
            "%s: %s stands here and in the design (expected: each name once)"
                .formatted(section, name),
            entry.key().place(),
            List.of(new Problem.Related(first.key().place(), "in the design")),
            null,
            "nobody can tell which of the two is meant",
            "rename one of them, or keep it in one place"));
  }
}
