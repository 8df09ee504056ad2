package dev.mainstay.design.internal.diagrams;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Boxes and arrows; written as Mermaid or drawn as SVG. Nodes are told apart by their keys. */
public final class Diagram {
  /** How it is read. */
  public enum Kind {
    FLOW,
    STATES
  }

  /** What a box stands for. */
  public enum Look {
    PLAIN,
    GOOD,
    WARN,
    BAD,
    QUIET
  }

  /**
   * @param label one line; it is wrapped where it is drawn
   */
  public record Node(String key, String label, Look look) {}

  /**
   * @param label may be empty
   * @param dashed for what does not have to be
   */
  public record Edge(String from, String to, String label, boolean dashed) {}

  private final Kind kind;
  private final String title;
  private final Map<String, Node> nodes = new LinkedHashMap<>();
  private final List<Edge> edges = new ArrayList<>();

  /**
   * @param title for who cannot see it
   */
  public Diagram(Kind kind, String title) {
    this.kind = kind;
    this.title = title;
  }

  /** A second node of the same key is ignored. */
  public Diagram node(String key, String label, Look look) {
    nodes.putIfAbsent(key, new Node(key, label, look));
    return this;
  }

  /** Both ends must be nodes. */
  public Diagram edge(String from, String to, String label, boolean dashed) {
    if (!nodes.containsKey(from) || !nodes.containsKey(to)) {
      throw new IllegalArgumentException("edge " + from + " to " + to + " (expected: two nodes)");
    }
    edges.add(new Edge(from, to, label, dashed));
    return this;
  }

  public Kind kind() {
    return kind;
  }

  public String title() {
    return title;
  }

  public List<Node> nodes() {
    return List.copyOf(nodes.values());
  }

  public List<Edge> edges() {
    return List.copyOf(edges);
  }
}
