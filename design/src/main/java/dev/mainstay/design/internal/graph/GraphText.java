package dev.mainstay.design.internal.graph;

import dev.mainstay.design.DependencyGraph;
import dev.mainstay.design.DependencyGraph.Chain;
import dev.mainstay.design.DependencyGraph.CriticalPath;
import dev.mainstay.design.DependencyGraph.Edge;
import dev.mainstay.design.DependencyGraph.Node;
import dev.mainstay.design.internal.checks.Numbers;
import dev.mainstay.design.internal.diagrams.Diagram;
import dev.mainstay.design.internal.diagrams.Diagram.Look;
import dev.mainstay.design.internal.diagrams.Mermaid;
import dev.mainstay.kernel.Percentage;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A dependency graph in writing. */
public final class GraphText {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private GraphText() {}

  public static String text(DependencyGraph graph) {
    var out = new StringBuilder();
    for (Node node : graph.nodes()) {
      if (node.designed()) {
        out.append(node.name()).append('\n');
        List<Edge> edges =
            graph.edges().stream().filter(edge -> edge.from().equals(node.name())).toList();
        int width = edges.stream().mapToInt(edge -> edge.to().length()).max().orElse(0);
        edges.forEach(edge ->
            out.append("  -> ")
                .append(edge.to())
                .repeat(' ', width - edge.to().length() + 2)
                .append(
                    "%s, required %s, %s calls per request\n"
                        .formatted(
                            word(edge),
                            needed(edge.required()),
                            Numbers.of(edge.callsPerRequest()))));
        graph.paths().stream()
            .filter(path -> path.service().equals(node.name()))
            .forEach(path -> path(out, path));
        out.append('\n');
      }
    }
    if (graph.cycles().isEmpty()) {
      out.append("no cycles\n");
    }
    graph
        .cycles()
        .forEach(cycle ->
            out.append(
                "cycle: %s -> %s\n".formatted(String.join(" -> ", cycle), cycle.getFirst())));
    return out.toString();
  }

  private static void path(StringBuilder out, CriticalPath path) {
    for (Chain chain : path.chains()) {
      out.append("  %-9s %s\n".formatted(word(chain), String.join(" -> ", chain.names())));
      out.append("            ").append(chain.told()).append('\n');
    }
    var availability = path.availability();
    if (!availability.told().isEmpty()) {
      out.append("  together  ").append(availability.told()).append('\n');
    }
    if (!availability.unknown().isEmpty()) {
      out.append(
          "            without %s: availability unknown\n"
              .formatted(String.join(", ", availability.unknown())));
    }
  }

  public static String mermaid(DependencyGraph graph) {
    var diagram = new Diagram(Diagram.Kind.FLOW, "What calls what");
    for (Node node : graph.nodes()) {
      String kind = node.kind() == null || node.designed() ? "" : " (" + word(node.kind()) + ")";
      diagram.node(node.name(), node.name() + kind, node.designed() ? Look.PLAIN : Look.QUIET);
    }
    graph
        .edges()
        .forEach(
            edge -> diagram.edge(edge.from(), edge.to(), needed(edge.required()), optional(edge)));
    return Mermaid.write(diagram);
  }

  public static String dot(DependencyGraph graph) {
    var out = new StringBuilder("digraph designs {\n  rankdir=LR;\n  node [shape=box];\n");
    for (Node node : graph.nodes()) {
      out.append("  \"%s\"%s;\n".formatted(node.name(), node.designed() ? "" : " [style=dashed]"));
    }
    graph
        .edges()
        .forEach(edge ->
            out.append(
                "  \"%s\" -> \"%s\" [label=\"%s, x%s\"%s];\n"
                    .formatted(
                        edge.from(),
                        edge.to(),
                        needed(edge.required()),
                        Numbers.of(edge.callsPerRequest()),
                        optional(edge) ? ", style=dashed" : "")));
    return out.append("}\n").toString();
  }

  public static String json(DependencyGraph graph) {
    ObjectNode root = JSON.createObjectNode();
    ArrayNode nodes = root.putArray("nodes");
    for (Node node : graph.nodes()) {
      ObjectNode at = nodes.addObject().put("name", node.name()).put("designed", node.designed());
      if (node.kind() != null) {
        at.put("kind", word(node.kind()));
      }
    }
    ArrayNode edges = root.putArray("edges");
    graph
        .edges()
        .forEach(edge ->
            edges
                .addObject()
                .put("from", edge.from())
                .put("to", edge.to())
                .put("kind", word(edge))
                .put("required", edge.required().asFraction())
                .put("callsPerRequest", edge.callsPerRequest()));
    ArrayNode cycles = root.putArray("cycles");
    graph
        .cycles()
        .forEach(cycle -> {
          ArrayNode at = cycles.addArray();
          cycle.forEach(at::add);
        });
    ArrayNode paths = root.putArray("criticalPaths");
    graph.paths().forEach(path -> json(paths.addObject(), path));
    return JSON.writeValueAsString(root) + "\n";
  }

  private static void json(ObjectNode node, CriticalPath path) {
    node.put("service", path.service());
    ArrayNode chains = node.putArray("chains");
    for (Chain chain : path.chains()) {
      ObjectNode at = chains.addObject().put("measure", word(chain));
      ArrayNode names = at.putArray("names");
      chain.names().forEach(names::add);
      at.put("seconds", chain.seconds()).put("arithmetic", chain.told());
    }
    ObjectNode at = node.putObject("availability");
    at.put("fraction", path.availability().fraction());
    at.put("arithmetic", path.availability().told());
    ArrayNode unknown = at.putArray("unknown");
    path.availability().unknown().forEach(unknown::add);
  }

  private static String word(Chain chain) {
    return chain.measure().name().toLowerCase(Locale.ROOT);
  }

  private static String word(Edge edge) {
    return word(edge.kind());
  }

  private static String word(Enum<?> kind) {
    String[] parts = kind.name().toLowerCase(Locale.ROOT).split("_", -1);
    return parts[0]
        + java.util.Arrays.stream(parts, 1, parts.length)
            .map(part -> part.substring(0, 1).toUpperCase(Locale.ROOT) + part.substring(1))
            .collect(Collectors.joining());
  }

  private static boolean optional(Edge edge) {
    return edge.required().fraction().signum() == 0;
  }

  private static String needed(Percentage required) {
    double share = required.asFraction();
    return share == 1 ? "always" : share == 0 ? "never" : "for " + required;
  }
}
