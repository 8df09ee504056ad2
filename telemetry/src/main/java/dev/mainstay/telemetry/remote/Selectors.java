package dev.mainstay.telemetry.remote;

import dev.mainstay.telemetry.Matcher;
import java.util.List;
import java.util.stream.Collectors;

/** Matchers as PromQL writes them. */
final class Selectors {
  private Selectors() {}

  static String text(List<Matcher> matchers) {
    return matchers.stream().map(Selectors::text).collect(Collectors.joining(",", "{", "}"));
  }

  private static String text(Matcher matcher) {
    return switch (matcher) {
      case Matcher.Equal(String name, String value) -> name(name) + "=" + quoted(value);
      case Matcher.NotEqual(String name, String value) -> name(name) + "!=" + quoted(value);
      case Matcher.Regex(String name, var pattern) -> name(name) + "=~" + quoted(pattern.pattern());
      case Matcher.NotRegex(String name, var pattern) ->
          name(name) + "!~" + quoted(pattern.pattern());
    };
  }

  /** Names beyond the classic ones are quoted, as Prometheus 3 reads them. */
  private static String name(String name) {
    return name.matches("[a-zA-Z_][a-zA-Z0-9_]*") ? name : quoted(name);
  }

  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
  }
}
