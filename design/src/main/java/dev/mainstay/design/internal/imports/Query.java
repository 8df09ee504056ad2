package dev.mainstay.design.internal.imports;

import dev.mainstay.design.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A PromQL query with one selector in it, summed, with or without a rate: all that a design's
 * counters can say.
 *
 * @param matchers in the order written
 * @param rate whether it asks for the growth over time
 */
record Query(String metric, List<LabelMatcher> matchers, boolean rate) {
  private static final int MAX_LENGTH = 4_000;
  private static final Pattern SELECTOR =
      Pattern.compile(
          "([a-zA-Z_:][a-zA-Z0-9_:]*)[ ]*(?:\\{([^{}\"]*(?:\"(?:[^\"\\\\]|\\\\.)*\"[^{}\"]*)*)\\})?");
  private static final Pattern MATCHER =
      Pattern.compile(
          " *([a-zA-Z_][a-zA-Z0-9_]*) *(=~|!~|!=|=) *\"((?:[^\"\\\\]|\\\\.)*)\" *(?:,|$)");
  private static final Pattern RANGE =
      Pattern.compile("\\[ *(?:[0-9]+[a-z]+|\\{\\{ *\\.window *\\}\\}) *\\]");
  private static final Pattern AROUND =
      Pattern.compile("(?:sum|rate|increase)? *(?:by *\\([a-zA-Z0-9_, ]*\\))? *");

  record LabelMatcher(String label, String operator, String value) {}

  static Optional<Query> of(String text) {
    String query = text.strip().replaceAll("\\s+", " ");
    if (query.isEmpty() || query.length() > MAX_LENGTH) {
      return Optional.empty();
    }
    boolean rate = RANGE.matcher(query).find();
    String bare = RANGE.matcher(query).replaceAll("");
    return unwrapped(bare).flatMap(inner -> selector(inner, rate));
  }

  /** Without the sums and rates around it. */
  private static Optional<String> unwrapped(String query) {
    String rest = query.strip();
    for (int depth = 0; depth < 16; depth++) {
      rest = rest.replaceFirst(" by ?\\([a-zA-Z0-9_, ]*\\)$", "").strip();
      int open = rest.indexOf('(');
      int brace = rest.indexOf('{');
      if (open < 0 || (brace >= 0 && brace < open)) {
        return Optional.of(rest);
      }
      if (rest.matches("sum by ?\\([a-zA-Z0-9_, ]*\\) ?\\(.*")) {
        open = rest.indexOf('(', rest.indexOf(')'));
      }
      if (!rest.endsWith(")") || !AROUND.matcher(rest.substring(0, open)).matches()) {
        return Optional.empty();
      }
      rest = rest.substring(open + 1, rest.length() - 1).strip();
    }
    return Optional.empty();
  }

  private static Optional<Query> selector(String text, boolean rate) {
    Matcher found = SELECTOR.matcher(text);
    if (!found.matches()) {
      return Optional.empty();
    }
    var matchers = new ArrayList<LabelMatcher>();
    String inside = found.group(2) == null ? "" : found.group(2).strip();
    Matcher each = MATCHER.matcher(inside);
    int end = 0;
    while (end < inside.length() && each.find(end) && each.start() == end) {
      matchers.add(new LabelMatcher(each.group(1), each.group(2), unescaped(each.group(3))));
      end = each.end();
    }
    return end < inside.length()
        ? Optional.empty()
        : Optional.of(new Query(found.group(1), List.copyOf(matchers), rate));
  }

  private static String unescaped(String text) {
    return text.replaceAll("\\\\(.)", "$1");
  }

  Optional<LabelMatcher> matcher(String label) {
    return matchers.stream().filter(each -> each.label().equals(label)).findFirst();
  }

  /** The job that it asks for by name. */
  Optional<String> job() {
    return matcher("job").filter(each -> each.operator().equals("=")).map(LabelMatcher::value);
  }

  /** As a design's selector, its job left out; empty when it needs more than equal labels. */
  Optional<Selector> equal() {
    Map<String, String> labels = new TreeMap<>();
    for (LabelMatcher each : matchers) {
      if (!each.operator().equals("=")
          || each.value().chars().anyMatch(c -> c < ' ')
          || labels.containsKey(each.label())) {
        return Optional.empty();
      }
      if (!each.label().equals("job")) {
        labels.put(each.label(), each.value());
      }
    }
    return metric.contains(":") ? Optional.empty() : Optional.of(new Selector(metric, labels));
  }
}
