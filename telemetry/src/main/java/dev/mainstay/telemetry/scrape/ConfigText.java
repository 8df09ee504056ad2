package dev.mainstay.telemetry.scrape;

import dev.mainstay.design.yaml.Node;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A configuration as YAML for others to see: the parts that have an effect, without secrets. */
final class ConfigText {
  static final String HIDDEN = "<secret>";

  private static final Set<String> PARTS = Set.of("global", "scrape_configs");
  private static final Set<String> SECRETS = Set.of("password", "credentials", "bearer_token");
  private static final String SECRET_LIST = "secrets";
  private static final Pattern PLAIN = Pattern.compile("[\\w./](?:[\\w./@%+:-]*[\\w./@%+-])?");

  private final StringBuilder text = new StringBuilder();

  private ConfigText() {}

  static String of(@Nullable Node root) {
    var written = new ConfigText();
    if (root instanceof Node.Mapping mapping) {
      for (Node.Entry entry : mapping.entries()) {
        if (PARTS.contains(entry.key().text())) {
          written.entry(entry, 0);
        }
      }
    }
    return written.text.isEmpty() ? "global: {}\n" : written.text.toString();
  }

  private void entry(Node.Entry entry, int indent) {
    String key = entry.key().text();
    text.append(quoted(key)).append(':');
    if (SECRETS.contains(key) && entry.value() instanceof Node.Scalar) {
      text.append(' ').append(HIDDEN).append('\n');
    } else if (key.equals(SECRET_LIST) && entry.value() instanceof Node.Sequence) {
      text.append(" [").append(HIDDEN).append("]\n");
    } else {
      value(entry.value(), indent);
    }
  }

  private void value(Node node, int indent) {
    switch (node) {
      case Node.Scalar scalar ->
          text.append(scalar.isNothing() ? "" : " " + quoted(scalar.text())).append('\n');
      case Node.Mapping mapping -> {
        text.append(mapping.entries().isEmpty() ? " {}\n" : "\n");
        entries(mapping, indent + 2, indent + 2);
      }
      case Node.Sequence sequence -> {
        text.append(sequence.items().isEmpty() ? " []\n" : "\n");
        for (Node item : sequence.items()) {
          text.repeat(' ', indent).append('-');
          if (item instanceof Node.Mapping mapping && !mapping.entries().isEmpty()) {
            entries(mapping, 1, indent + 2);
          } else {
            value(item, indent + 2);
          }
        }
      }
    }
  }

  private void entries(Node.Mapping mapping, int first, int others) {
    int spaces = first;
    for (Node.Entry entry : mapping.entries()) {
      text.repeat(' ', spaces);
      entry(entry, others);
      spaces = others;
    }
  }

  private static String quoted(String value) {
    if (PLAIN.matcher(value).matches()) {
      return value;
    }
    var quoted = new StringBuilder("\"");
    value
        .codePoints()
        .forEach(c -> {
          switch (c) {
            case '"' -> quoted.append("\\\"");
            case '\\' -> quoted.append("\\\\");
            case '\n' -> quoted.append("\\n");
            case '\t' -> quoted.append("\\t");
            default -> {
              if (c < ' ' || c == 0x7f) {
                quoted.append(String.format("\\x%02x", c));
              } else {
                quoted.appendCodePoint(c);
              }
            }
          }
        });
    return quoted.append('"').toString();
  }
}
