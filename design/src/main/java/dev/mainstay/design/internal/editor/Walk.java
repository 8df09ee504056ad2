package dev.mainstay.design.internal.editor;

import dev.mainstay.design.internal.keys.Keys;
import dev.mainstay.design.internal.read.Shape;
import dev.mainstay.design.yaml.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Goes over a document and tells of every key and value what it is. */
final class Walk {
  private final Spot.Document in;
  private final Consumer<Spot> found;

  private Walk(Spot.Document in, Consumer<Spot> found) {
    this.in = in;
    this.found = found;
  }

  static void over(Node document, Consumer<Spot> found) {
    if (document instanceof Node.Mapping mapping) {
      Keys keys = isOrganisation(mapping) ? Keys.ORGANISATION : Keys.SERVICE;
      new Walk(new Spot.Document(mapping, keys), found)
          .mapping("", List.of(), mapping, keys.root());
    }
  }

  static boolean isOrganisation(Node.Mapping document) {
    return text(document, "kind").equals("Organisation");
  }

  /** Empty when there is no such text. */
  static String text(Node.Mapping document, String key) {
    return document.entries().stream()
        .filter(entry -> entry.key().text().equals(key))
        .map(entry -> entry.value() instanceof Node.Scalar scalar ? scalar.text() : "")
        .findFirst()
        .orElse("");
  }

  private void node(String path, List<String> names, Node node, @Nullable Shape given) {
    Shape shape = Spot.fitting(given, node);
    switch (node) {
      case Node.Mapping mapping -> mapping(path, names, mapping, shape);
      case Node.Sequence list -> {
        Shape item = shape instanceof Shape.ListOf of ? of.item() : null;
        for (int i = 0; i < list.items().size(); i++) {
          node(Keys.below(path, "[]"), with(names, String.valueOf(i)), list.items().get(i), item);
        }
      }
      case Node.Scalar scalar -> found.accept(new Spot(in, path, names, scalar, shape, null));
    }
  }

  private void mapping(
      String path, List<String> names, Node.Mapping mapping, @Nullable Shape shape) {
    for (Node.Entry entry : mapping.entries()) {
      String name = entry.key().text();
      String at = Keys.below(path, shape instanceof Shape.Named ? "*" : name);
      Shape inner =
          switch (shape) {
            case Shape.Named named -> named.item();
            case Shape.Mapping known -> {
              Shape.Key key = known.keys().get(name);
              yield key == null ? null : key.shape();
            }
            case null, default -> null;
          };
      List<String> all = with(names, name);
      found.accept(new Spot(in, at, all, entry.key(), inner, new Spot.Parent(mapping, shape)));
      node(at, all, entry.value(), inner);
    }
  }

  private static List<String> with(List<String> names, String name) {
    List<String> all = new ArrayList<>(names);
    all.add(name);
    return List.copyOf(all);
  }
}
