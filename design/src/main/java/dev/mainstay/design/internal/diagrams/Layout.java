package dev.mainstay.design.internal.diagrams;

import dev.mainstay.design.internal.diagrams.Diagram.Edge;
import dev.mainstay.design.internal.diagrams.Diagram.Node;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Layers from left to right: every node right of all that lead to it, edges that close a cycle left
 * out; in a layer, nodes stand near the mean of those that lead to them.
 */
final class Layout {
  static final int ROW = 18;
  private static final int CHARACTER = 8;
  private static final int PADDING = 14;
  private static final int WIDTH = 24;
  private static final int EDGE_WIDTH = 22;
  private static final int GAP_X = 56;
  private static final int GAP_Y = 22;

  /** A node's place. */
  record Box(Node node, List<String> rows, double x, double y, double width, double height) {
    double middle() {
      return y + height / 2;
    }
  }

  private final Diagram diagram;
  private final Map<String, Integer> layers = new HashMap<>();
  private final Map<String, Box> boxes = new HashMap<>();
  private double width;
  private double height;

  Layout(Diagram diagram) {
    this.diagram = diagram;
    rank();
    place();
  }

  Box box(String key) {
    Box box = boxes.get(key);
    if (box == null) {
      throw new IllegalArgumentException("no node " + key);
    }
    return box;
  }

  double width() {
    return width;
  }

  double height() {
    return height;
  }

  static List<String> edgeRows(Edge edge) {
    return edge.label().isEmpty() ? List.of() : Labels.rows(edge.label(), EDGE_WIDTH);
  }

  static double textWidth(List<String> rows) {
    return rows.stream().mapToInt(String::length).max().orElse(0) * (double) CHARACTER;
  }

  private void rank() {
    List<Edge> forward = withoutCycles();
    diagram.nodes().forEach(node -> layers.put(node.key(), 0));
    boolean moved = true;
    while (moved) {
      moved = false;
      for (Edge edge : forward) {
        int least = layers.getOrDefault(edge.from(), 0) + 1;
        if (layers.getOrDefault(edge.to(), 0) < least) {
          layers.put(edge.to(), least);
          moved = true;
        }
      }
    }
  }

  private List<Edge> withoutCycles() {
    Map<String, List<Edge>> out = new HashMap<>();
    diagram
        .edges()
        .forEach(edge -> out.computeIfAbsent(edge.from(), key -> new ArrayList<>()).add(edge));
    List<Edge> kept = new ArrayList<>();
    Set<String> done = new HashSet<>();
    diagram.nodes().forEach(node -> visit(node.key(), out, new HashSet<>(), done, kept));
    return kept;
  }

  private static void visit(
      String key,
      Map<String, List<Edge>> out,
      Set<String> above,
      Set<String> done,
      List<Edge> kept) {
    if (!done.add(key)) {
      return;
    }
    above.add(key);
    for (Edge edge : out.getOrDefault(key, List.of())) {
      if (!above.contains(edge.to())) {
        kept.add(edge);
        visit(edge.to(), out, above, done, kept);
      }
    }
    above.remove(key);
  }

  private void place() {
    int last = layers.values().stream().mapToInt(Integer::intValue).max().orElse(0);
    double x = 1;
    double tallest = 0;
    for (int layer = 0; layer <= last; layer++) {
      double widest = 0;
      double y = 1;
      for (Node node : ordered(layer)) {
        List<String> rows = Labels.rows(node.label(), WIDTH);
        double boxWidth = textWidth(rows) + 2 * PADDING;
        double boxHeight = rows.size() * (double) ROW + PADDING;
        boxes.put(node.key(), new Box(node, rows, x, y, boxWidth, boxHeight));
        widest = Math.max(widest, boxWidth);
        y += boxHeight + GAP_Y;
      }
      tallest = Math.max(tallest, y - GAP_Y);
      x += widest + (layer == last ? 0 : GAP_X + labelsAfter(layer));
    }
    width = x + 1;
    height = tallest + 1;
    centre(tallest);
  }

  /** Room for the widest label of the edges between this layer and the next. */
  private double labelsAfter(int layer) {
    return diagram.edges().stream()
        .filter(edge ->
            Math.min(layers.getOrDefault(edge.from(), 0), layers.getOrDefault(edge.to(), 0))
                == layer)
        .mapToDouble(edge -> textWidth(edgeRows(edge)))
        .max()
        .orElse(0);
  }

  private List<Node> ordered(int layer) {
    return diagram.nodes().stream()
        .filter(node -> layers.getOrDefault(node.key(), 0) == layer)
        .sorted(Comparator.comparingDouble(this::pull))
        .toList();
  }

  private double pull(Node node) {
    return diagram.edges().stream()
        .filter(edge -> edge.to().equals(node.key()) && boxes.containsKey(edge.from()))
        .mapToDouble(edge -> box(edge.from()).middle())
        .average()
        .orElse(0);
  }

  private void centre(double tallest) {
    Map<Integer, Double> bottoms = new HashMap<>();
    boxes.forEach((key, box) ->
        bottoms.merge(layers.getOrDefault(key, 0), box.y() + box.height(), Math::max));
    boxes.replaceAll((key, box) -> {
      double bottom = bottoms.getOrDefault(layers.getOrDefault(key, 0), tallest);
      double down = (tallest - bottom) / 2;
      return new Box(box.node(), box.rows(), box.x(), box.y() + down, box.width(), box.height());
    });
  }
}
