package dev.mainstay.telemetry.query;

import dev.mainstay.telemetry.Labels;

/** Labels as messages of queries show them. */
final class LabelText {
  private LabelText() {}

  /** {@code {__name__="up", job="a"}}. */
  static String of(Labels labels) {
    var text = new StringBuilder("{");
    labels
        .values()
        .forEach((name, value) ->
            text.append(text.length() == 1 ? "" : ", ")
                .append(name)
                .append("=\"")
                .append(value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n"))
                .append('"'));
    return text.append('}').toString();
  }
}
