package dev.mainstay.toolkit.internal;

import dev.mainstay.toolkit.Handler;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * Routes by method and template. A template is a path whose segments are literal or one variable:
 * {@code /payments/{id}}. Where several templates match, the one with a literal at the first
 * difference wins, whatever the order of registration. Thread-safe.
 */
public final class Routes {
  /** What a request matched. */
  public sealed interface Match {
    record Found(String template, Handler handler, Map<String, String> variables)
        implements Match {}

    /** The path is known, under other methods. */
    record OtherMethods(String template, Set<String> allowed) implements Match {}

    record Unknown() implements Match {}
  }

  private record Route(String method, String template, List<String> segments, Handler handler) {}

  private final List<Route> routes = new CopyOnWriteArrayList<>();

  /**
   * Adds a route.
   *
   * @throws IllegalArgumentException for a malformed template or one that is taken
   */
  public synchronized void add(String method, String template, Handler handler) {
    if (!template.startsWith("/")) {
      throw new IllegalArgumentException("route: " + template + " (expected: a path from /)");
    }
    List<String> segments = segments(template);
    Set<String> names = new HashSet<>();
    for (String segment : segments) {
      boolean variable = variable(segment) != null;
      if (!variable && (segment.contains("{") || segment.contains("}"))) {
        throw new IllegalArgumentException(
            "route: " + template + " (expected: a variable to be a whole segment, /{name}/)");
      }
      if (variable && !names.add(segment)) {
        throw new IllegalArgumentException(
            "route: " + template + " (expected: each variable once, found " + segment + " twice)");
      }
    }
    for (Route route : routes) {
      if (route.method.equals(method) && shape(route.segments).equals(shape(segments))) {
        throw new IllegalArgumentException(
            "route: " + method + " " + template + " (taken by " + route.template + ")");
      }
    }
    List<Route> sorted = new ArrayList<>(routes);
    sorted.add(new Route(method, template, segments, handler));
    Collections.sort(sorted, (a, b) -> order(a.segments, b.segments));
    routes.clear();
    routes.addAll(sorted);
  }

  /**
   * Finds the route of a request.
   *
   * @param rawPath percent-encoded; segments are decoded one by one, so an encoded slash stays in
   *     its variable
   */
  public Match match(String method, String rawPath) {
    List<String> path = segments(rawPath);
    Route other = null;
    Set<String> allowed = new TreeSet<>();
    for (Route route : routes) {
      Map<String, String> variables = variables(route.segments, path);
      if (variables == null) {
        continue;
      }
      if (route.method.equals(method)) {
        return new Match.Found(route.template, route.handler, variables);
      }
      other = other == null ? route : other;
      allowed.add(route.method);
    }
    return other == null ? new Match.Unknown() : new Match.OtherMethods(other.template, allowed);
  }

  private static @Nullable Map<String, String> variables(List<String> template, List<String> path) {
    if (template.size() != path.size()) {
      return null;
    }
    Map<String, String> values = new HashMap<>();
    for (int i = 0; i < path.size(); i++) {
      String decoded = decoded(path.get(i));
      String name = variable(template.get(i));
      if (decoded == null || (name == null && !decoded.equals(template.get(i)))) {
        return null;
      }
      if (name != null) {
        if (decoded.isEmpty()) {
          return null;
        }
        values.put(name, decoded);
      }
    }
    return values;
  }

  private static List<String> segments(String path) {
    return List.of(path.substring(1).split("/", -1));
  }

  private static @Nullable String variable(String segment) {
    return segment.length() > 2
            && segment.startsWith("{")
            && segment.indexOf('}') == segment.length() - 1
        ? segment.substring(1, segment.length() - 1)
        : null;
  }

  private static @Nullable String decoded(String segment) {
    try {
      // In a path a plus is a plus.
      return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private static List<String> shape(List<String> segments) {
    return segments.stream().map(s -> variable(s) == null ? s : "{}").toList();
  }

  private static int order(List<String> a, List<String> b) {
    for (int i = 0; i < Math.min(a.size(), b.size()); i++) {
      boolean variableInA = variable(a.get(i)) != null;
      boolean variableInB = variable(b.get(i)) != null;
      if (variableInA != variableInB) {
        return variableInA ? 1 : -1;
      }
    }
    return Integer.compare(a.size(), b.size());
  }
}
