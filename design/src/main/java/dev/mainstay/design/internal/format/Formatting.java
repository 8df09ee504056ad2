package dev.mainstay.design.internal.format;

import dev.mainstay.design.DesignFormat;
import dev.mainstay.design.SourceText;
import dev.mainstay.design.internal.format.Entry.Block;
import dev.mainstay.design.internal.read.DocumentReader;
import dev.mainstay.design.yaml.Node;
import dev.mainstay.design.yaml.Syntax;
import dev.mainstay.design.yaml.Yaml;
import dev.mainstay.kernel.Place;
import dev.mainstay.kernel.Problem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** From a file's text to the same design, formatted. */
public final class Formatting {
  private Formatting() {}

  public static DesignFormat of(SourceText source) {
    DocumentReader.Alone read = DocumentReader.alone(source);
    if (read.isForeign() || !read.problems().isEmpty()) {
      return new DesignFormat(source.text(), read.isForeign() ? List.of() : read.problems());
    }
    var formatted = new SourceText(source.file(), formatted(source, read.canonical()));
    return isSame(source, read, formatted)
        ? new DesignFormat(formatted.text(), List.of())
        : new DesignFormat(
            source.text(),
            List.of(
                Problem.error(
                    "MS-F013",
                    "cannot be formatted without changing what it says",
                    new Place(source.file(), 1, 1, 1),
                    "write the unusual parts of it more simply: keys on one line, values without escapes")));
  }

  private static String formatted(SourceText source, Map<Place, String> canonical) {
    String text = source.text();
    var arranging =
        new Arranging(
            text,
            value ->
                canonical.getOrDefault(value.place(), text.substring(value.start(), value.end())));
    var writing = new Writing();
    for (Syntax.Document document : Syntax.of(source)) {
      if (document.marked()) {
        writing.notes(arranging.notes(document.from(), document.body()), 0);
        writing.mark();
      }
      Block root = arranging.arrange(document);
      writing.notes(SectionOrder.apply(root, order(root)), 0);
      writing.document(root);
    }
    String lines = writing.text();
    return text.contains("\r\n") ? lines.replace("\n", "\r\n") : lines;
  }

  private static List<String> order(Block root) {
    boolean organisation =
        root.entries.stream()
            .anyMatch(entry ->
                entry.name.equals("kind")
                    && entry.value instanceof Entry.Words words
                    && words.text().contains("Organisation"));
    return organisation ? SectionOrder.ORGANISATION : SectionOrder.SERVICE;
  }

  /** The same designs, and under each key the same text or another spelling of it. */
  private static boolean isSame(
      SourceText source, DocumentReader.Alone read, SourceText formatted) {
    DocumentReader.Alone again = DocumentReader.alone(formatted);
    return again.problems().isEmpty()
        && again.designs().equals(read.designs())
        && values(formatted, again).equals(values(source, read));
  }

  private static List<Map<String, String>> values(SourceText source, DocumentReader.Alone read) {
    List<Map<String, String>> documents = new ArrayList<>();
    for (Node document : Yaml.read(source, problem -> {})) {
      Map<String, String> values = new LinkedHashMap<>();
      values("", document, read.canonical(), values);
      documents.add(values);
    }
    return documents;
  }

  private static void values(
      String path, Node node, Map<Place, String> canonical, Map<String, String> values) {
    switch (node) {
      case Node.Mapping mapping -> {
        values.put(path, "{}");
        mapping
            .entries()
            .forEach(
                entry -> values(path + "/" + entry.key().text(), entry.value(), canonical, values));
      }
      case Node.Sequence list -> {
        values.put(path, "[]");
        for (int i = 0; i < list.items().size(); i++) {
          values(path + "/" + i, list.items().get(i), canonical, values);
        }
      }
      case Node.Scalar scalar ->
          values.put(
              path,
              canonical.getOrDefault(
                  scalar.place(), scalar.isNothing() ? "nothing" : "'" + scalar.text() + "'"));
    }
  }
}
