package dev.mainstay.design.internal.diagrams;

import dev.mainstay.design.internal.diagrams.Diagram.Edge;
import dev.mainstay.design.internal.diagrams.Layout.Box;
import java.util.List;
import java.util.Locale;

/** Diagrams as SVG that takes its colours from the page around it. */
public final class Svg {
  private static final double ARROW = 7;

  private Svg() {}

  /**
   * @param id that no other drawing on the page has
   */
  public static String draw(Diagram diagram, String id) {
    var layout = new Layout(diagram);
    var out = new StringBuilder();
    out.append(
        ("<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" aria-labelledby=\"%s\""
                + " width=\"%s\" height=\"%s\" viewBox=\"0 0 %s %s\">\n")
            .formatted(
                id,
                number(layout.width()),
                number(layout.height()),
                number(layout.width()),
                number(layout.height())));
    out.append("<title id=\"%s\">%s</title>\n".formatted(id, escaped(diagram.title())));
    for (Edge edge : diagram.edges()) {
      edge(out, edge, layout.box(edge.from()), layout.box(edge.to()), twin(diagram, edge));
    }
    for (Edge edge : diagram.edges()) {
      label(out, edge, layout.box(edge.from()), layout.box(edge.to()), twin(diagram, edge));
    }
    diagram.nodes().forEach(node -> box(out, layout.box(node.key())));
    return out.append("</svg>\n").toString();
  }

  /** Whether another edge goes the other way between the same two. */
  private static boolean twin(Diagram diagram, Edge edge) {
    return diagram.edges().stream()
        .anyMatch(other -> other.from().equals(edge.to()) && other.to().equals(edge.from()));
  }

  private static void box(StringBuilder out, Box box) {
    out.append(
        "<g class=\"node %s\"><rect x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\" rx=\"6\"/>"
            .formatted(
                Mermaid.look(box.node().look()),
                number(box.x()),
                number(box.y()),
                number(box.width()),
                number(box.height())));
    text(out, box.rows(), box.x() + box.width() / 2, box.middle(), "");
    out.append("</g>\n");
  }

  private static void edge(StringBuilder out, Edge edge, Box from, Box to, boolean twin) {
    boolean back = to.x() <= from.x();
    double shift = twin ? (back ? 9 : -9) : 0;
    double x1 = back ? from.x() : from.x() + from.width();
    double x2 = back ? to.x() + to.width() : to.x();
    double y1 = from.middle() + shift;
    double y2 = to.middle() + shift;
    double end = back ? x2 + ARROW : x2 - ARROW;
    double bend = Math.max(20, Math.abs(end - x1) / 2);
    double c1 = back ? x1 - bend : x1 + bend;
    double c2 = back ? end + bend : end - bend;
    out.append("<g class=\"edge%s\">".formatted(edge.dashed() ? " dashed" : ""));
    out.append(
        "<path d=\"M%s %s C%s %s %s %s %s %s\"/>"
            .formatted(
                number(x1),
                number(y1),
                number(c1),
                number(y1),
                number(c2),
                number(y2),
                number(end),
                number(y2)));
    out.append(
        "<polygon points=\"%s,%s %s,%s %s,%s\"/>"
            .formatted(
                number(x2), number(y2), number(end), number(y2 - 4), number(end), number(y2 + 4)));
    out.append("</g>\n");
  }

  private static void label(StringBuilder out, Edge edge, Box from, Box to, boolean twin) {
    List<String> rows = Layout.edgeRows(edge);
    if (rows.isEmpty()) {
      return;
    }
    boolean back = to.x() <= from.x();
    double shift = twin ? (back ? 9 : -9) : 0;
    double x1 = back ? from.x() : from.x() + from.width();
    double x2 = back ? to.x() + to.width() : to.x();
    double y1 = from.middle() + shift;
    double y2 = to.middle() + shift;
    double t = twin ? (back ? 0.3 : 0.7) : 0.6;
    double along = x1 + (x2 - x1) * t;
    double middle = y1 + (y2 - y1) * t * t * (3 - 2 * t);
    double width = Layout.textWidth(rows) * 0.9;
    double height = rows.size() * (double) Layout.ROW;
    out.append(
        "<g class=\"edge\"><rect x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\"/>"
            .formatted(
                number(along - width / 2),
                number(middle - height / 2),
                number(width),
                number(height)));
    text(out, rows, along, middle, " class=\"label\"");
    out.append("</g>\n");
  }

  private static void text(
      StringBuilder out, List<String> rows, double x, double middle, String style) {
    double y = middle - (rows.size() - 1) * Layout.ROW / 2.0 + 4.5;
    for (String row : rows) {
      out.append(
          "<text%s x=\"%s\" y=\"%s\">%s</text>"
              .formatted(style, number(x), number(y), escaped(row)));
      y += Layout.ROW;
    }
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }

  private static String escaped(String text) {
    return Labels.clean(text)
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
