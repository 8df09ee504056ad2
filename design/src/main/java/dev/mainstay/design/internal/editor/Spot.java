package dev.mainstay.design.internal.editor;

import dev.mainstay.design.internal.keys.Keys;
import dev.mainstay.design.internal.read.Shape;
import dev.mainstay.design.yaml.Node;
import dev.mainstay.kernel.Place;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A key, a name or a single value of a document, with what its place in the document tells of it.
 *
 * @param in the document
 * @param path of the key whose name or value it is, {@code *} for names
 * @param names as {@code path}, with the names that stand there
 * @param node what stands there
 * @param shape of the value; of a key, that of the value under it
 * @param parent of a key or a name, the mapping that it is in; null for a value
 */
record Spot(
    Document in,
    String path,
    List<String> names,
    Node.Scalar node,
    @Nullable Shape shape,
    @Nullable Parent parent) {

  /** A document and the keys of its kind. */
  record Document(Node.Mapping root, Keys keys) {}

  /** A mapping and what it is known to be. */
  record Parent(Node.Mapping node, @Nullable Shape shape) {}

  boolean isKey() {
    return parent != null;
  }

  Place place() {
    return node.place();
  }

  /** The shape of a value that is one of several, told by what stands there. */
  static @Nullable Shape fitting(@Nullable Shape shape, Node node) {
    if (!(shape instanceof Shape.OneOf any) || node instanceof Node.Scalar) {
      return shape;
    }
    return any.shapes().stream()
        .filter(one ->
            node instanceof Node.Sequence
                ? one instanceof Shape.ListOf
                : one instanceof Shape.Mapping || one instanceof Shape.Named)
        .findFirst()
        .orElse(null);
  }
}
