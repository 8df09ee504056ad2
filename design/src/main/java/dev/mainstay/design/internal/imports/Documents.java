package dev.mainstay.design.internal.imports;

import dev.mainstay.design.Import.Remark;
import dev.mainstay.design.SourceText;
import dev.mainstay.design.yaml.Node;
import dev.mainstay.design.yaml.Yaml;
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
    var part = new StringBuilder();
    int line = 0;
    int start = 0;
    for (String text : source.text().split("\n", -1)) {
      if (text.startsWith("---")
          && (text.length() == 3 || Character.isWhitespace(text.charAt(3)))) {
        part(new SourceText(source.file(), part.toString()), start, problems, remarks, found);
        part.setLength(0);
        start = line;
      }
      part.append(text).append('\n');
      line++;
    }
    part(new SourceText(source.file(), part.toString()), start, problems, remarks, found);
    return found;
  }

  /** Those of all files, in their order. */
  static List<Foreign> read(
      List<SourceText> sources, Consumer<Problem> problems, Consumer<Remark> remarks) {
    var found = new ArrayList<Foreign>();
    sources.forEach(source -> found.addAll(read(source, problems, remarks)));
    return found;
  }

  private static void part(
      SourceText part,
      int before,
      Consumer<Problem> problems,
      Consumer<Remark> remarks,
      List<Foreign> found) {
    if (!part.text().isBlank()) {
      Yaml.read(part, before, problems).forEach(node -> items(node, remarks, found, 0));
    }
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
