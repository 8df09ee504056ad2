package dev.mainstay.design.internal.diagrams;

import dev.mainstay.design.internal.diagrams.Diagram.Edge;
import dev.mainstay.design.internal.diagrams.Diagram.Kind;
import dev.mainstay.design.internal.diagrams.Diagram.Look;
import dev.mainstay.design.internal.diagrams.Diagram.Node;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Diagrams in Mermaid's language. Labels are escaped, identifiers are numbers. */
public final class Mermaid {
  private static final int WIDTH = 34;

  private Mermaid() {}

  public static String write(Diagram diagram) {
    return diagram.kind() == Kind.FLOW ? flow(diagram) : states(diagram);
  }

  private static String flow(Diagram diagram) {
    var out = new StringBuilder("flowchart LR\n");
    Map<String, String> ids = new HashMap<>();
    for (Node node : diagram.nodes()) {
      String id = "n" + ids.size();
      ids.put(node.key(), id);
      out.append("  %s[\"%s\"]".formatted(id, rows(node.label())));
      out.append(node.look() == Look.PLAIN ? "" : ":::" + look(node.look())).append('\n');
    }
    for (Edge edge : diagram.edges()) {
      String label = edge.label().isEmpty() ? "" : "|\"" + rows(edge.label()) + "\"|";
      out.append(
          "  %s %s%s %s\n"
              .formatted(
                  ids.get(edge.from()), edge.dashed() ? "-.->" : "-->", label, ids.get(edge.to())));
    }
    return out.append(classes(diagram)).toString();
  }

  private static String states(Diagram diagram) {
    var out = new StringBuilder("stateDiagram-v2\n  direction LR\n");
    Map<String, String> ids = new HashMap<>();
    for (Node node : diagram.nodes()) {
      String id = "s" + ids.size();
      ids.put(node.key(), id);
      out.append("  state \"%s\" as %s\n".formatted(escaped(Labels.clean(node.label())), id));
    }
    diagram.nodes().stream()
        .findFirst()
        .ifPresent(first -> out.append("  [*] --> ").append(ids.get(first.key())).append('\n'));
    for (Edge edge : diagram.edges()) {
      String label = edge.label().isEmpty() ? "" : " : " + escaped(Labels.clean(edge.label()));
      out.append("  %s --> %s%s\n".formatted(ids.get(edge.from()), ids.get(edge.to()), label));
    }
    return out.toString();
  }

  /** Colours that can be read on a light and on a dark page. */
  private static String classes(Diagram diagram) {
    return diagram.nodes().stream()
        .map(Node::look)
        .filter(look -> look != Look.PLAIN)
        .distinct()
        .sorted()
        .map(look ->
            "  classDef %s fill:none,stroke:%s,stroke-width:2px\n"
                .formatted(look(look), stroke(look)))
        .collect(Collectors.joining());
  }

  static String look(Look look) {
    return look.name().toLowerCase(java.util.Locale.ROOT);
  }

  private static String stroke(Look look) {
    return switch (look) {
      case PLAIN, QUIET -> "#7d8590";
      case GOOD -> "#2da44e";
      case WARN -> "#bf8700";
      case BAD -> "#cf222e";
    };
  }

  private static String rows(String label) {
    return Labels.rows(label, WIDTH).stream()
        .map(Mermaid::escaped)
        .collect(Collectors.joining("<br/>"));
  }

  /** Mermaid's own character references; what is no letter, digit or plain sign becomes one. */
  private static String escaped(String text) {
    var out = new StringBuilder();
    text.codePoints()
        .forEach(c -> {
          boolean plain =
              Character.isLetterOrDigit(c) || c == ' ' || ",.-+=/…–%".indexOf(c) >= 0 || c > 0x7F;
          if (plain) {
            out.appendCodePoint(c);
          } else {
            out.append('#').append(c).append(';');
          }
        });
    return out.toString();
  }
}
