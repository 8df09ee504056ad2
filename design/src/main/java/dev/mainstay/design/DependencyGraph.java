package dev.mainstay.design;

import dev.mainstay.design.internal.graph.CriticalPaths;
import dev.mainstay.design.internal.graph.Cycles;
import dev.mainstay.design.internal.graph.GraphText;
import dev.mainstay.kernel.Percentage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What calls what, where it goes round in a circle, and the chains of required calls that take
 * longest.
 *
 * @param nodes by name; services first
 * @param edges by caller and callee
 * @param cycles each starts with the name that sorts first and does not repeat it at the end
 * @param paths one for each service that has dependencies, by name
 */
public record DependencyGraph(
    List<Node> nodes, List<Edge> edges, List<List<String>> cycles, List<CriticalPath> paths) {
  public DependencyGraph {
    nodes = List.copyOf(nodes);
    edges = List.copyOf(edges);
    cycles = List.copyOf(cycles);
    paths = List.copyOf(paths);
  }

  /**
   * A service with a design, or something that services call.
   *
   * @param kind what its first caller says that it is, or null of a service that nobody calls
   */
  public record Node(String name, boolean designed, Dependency.@Nullable Kind kind) {}

  /**
   * That one calls the other.
   *
   * @param required the share of requests that cannot succeed without it
   */
  public record Edge(
      String from, String to, Dependency.Kind kind, Percentage required, double callsPerRequest) {}

  /**
   * What the requests of a service wait for that need all its required dependencies, one call after
   * another.
   *
   * @param chains from the service to what it waits for longest, by measure: p50, p99, timeouts
   */
  public record CriticalPath(String service, List<Chain> chains, Availability availability) {
    public CriticalPath {
      chains = List.copyOf(chains);
    }
  }

  /**
   * @param names the service, what it waits for longest, what that waits for longest, and so on
   * @param seconds that the service waits in all, or null when a latency is unknown
   * @param told the arithmetic with the values put in
   */
  public record Chain(Measure measure, List<String> names, @Nullable Double seconds, String told) {
    public Chain {
      names = List.copyOf(names);
    }
  }

  public enum Measure {
    P50,
    P99,
    /** Every call times out, with all its retries. */
    TIMEOUTS
  }

  /**
   * Of the service when every required dependency must work at once.
   *
   * @param fraction 0 to 1, or null when no availability is known
   * @param told the arithmetic
   * @param unknown required dependencies that are left out
   */
  public record Availability(@Nullable Double fraction, String told, List<String> unknown) {
    public Availability {
      unknown = List.copyOf(unknown);
    }
  }

  public static DependencyGraph of(Designs designs) {
    Map<String, Service> services = new TreeMap<>();
    designs.services().forEach(service -> services.put(service.name(), service));
    Map<String, Dependency.Kind> kinds = new TreeMap<>();
    List<Edge> edges = new ArrayList<>();
    for (Service service : services.values()) {
      Map<String, Dependency> sorted = new TreeMap<>();
      service.dependencies().forEach(each -> sorted.put(each.name(), each));
      for (Dependency each : sorted.values()) {
        kinds.putIfAbsent(each.name(), each.kind());
        edges.add(
            new Edge(
                service.name(), each.name(), each.kind(), each.required(), each.callsPerRequest()));
      }
    }
    List<Node> nodes = new ArrayList<>();
    services.keySet().forEach(name -> nodes.add(new Node(name, true, kinds.get(name))));
    kinds.forEach((name, kind) -> {
      if (!services.containsKey(name)) {
        nodes.add(new Node(name, false, kind));
      }
    });
    return new DependencyGraph(
        nodes, edges, Cycles.of(edges), new CriticalPaths(designs).of(services.values()));
  }

  /** For people at a terminal. */
  public String text() {
    return GraphText.text(this);
  }

  public String mermaid() {
    return GraphText.mermaid(this);
  }

  /** In the language of Graphviz. */
  public String dot() {
    return GraphText.dot(this);
  }

  /** With a member for each component of this record. */
  public String json() {
    return GraphText.json(this);
  }
}
