package dev.mainstay.design.internal.imports;

import dev.mainstay.design.Import.Remark;
import dev.mainstay.design.SourceText;
import dev.mainstay.design.yaml.Node;
import dev.mainstay.design.yaml.Yaml;
import dev.mainstay.kernel.Parallel;
import dev.mainstay.kernel.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The documents of a file, each read on its own, so that one that is no YAML (a template, say) does
 * not take the others with it. The items of a List stand for themselves.
 */
public final class Documents {
  private static final int MAX_LIST_DEPTH = 4;

  private Documents() {}

  public static List<Foreign> read(
      SourceText source, Consumer<Problem> problems, Consumer<Remark> remarks) {
    var found = new ArrayList<Foreign>();
    for (Parsed each : Parallel.map(parts(source), Part::parsed)) {
      each.problems.forEach(problems);
      each.nodes.forEach(node -> items(node, remarks, found, 0));
    }
    return found;
  }

  /** A document of a file, with how many lines are before it. */
  private record Part(SourceText source, int before) {
    Parsed parsed() {
      var problems = new ArrayList<Problem>();
      return new Parsed(Yaml.read(source, before, problems::add), problems);
    }
  }

  private record Parsed(List<Node> nodes, List<Problem> problems) {}

  private static List<Part> parts(SourceText source) {
    var parts = new ArrayList<Part>();
    var part = new StringBuilder();
    int line = 0;
    int start = 0;
    for (String text : source.text().split("\n", -1)) {
      if (text.startsWith("---")
          && (text.length() == 3 || Character.isWhitespace(text.charAt(3)))) {
        add(source, part, start, parts);
        part.setLength(0);
        start = line;
      }
      part.append(text).append('\n');
      line++;
    }
    add(source, part, start, parts);
    return parts;
  }

  private static void add(SourceText source, StringBuilder text, int before, List<Part> parts) {
    var part = new SourceText(source.file(), text.toString());
    if (!part.text().isBlank()) {
      parts.add(new Part(part, before));
    }
  }

  /** Those of all files, in their order. */
  static List<Foreign> read(
      List<SourceText> sources, Consumer<Problem> problems, Consumer<Remark> remarks) {
    var found = new ArrayList<Foreign>();
    sources.forEach(source -> found.addAll(read(source, problems, remarks)));
    return found;
  }

  private static void items(Node node, Consumer<Remark> remarks, List<Foreign> found, int depth) {
    if (node instanceof Node.Scalar scalar && scalar.isNothing()) {
      return;
    }
    var document = new Foreign(node, remarks);
    boolean list = document.text("kind").endsWith("List") && document.has("items");
    if (list && depth < MAX_LIST_DEPTH) {
      document.list("items").forEach(item -> items(item.node(), remarks, found, depth + 1));
    } else {
      found.add(document);
    }
  }
}
