package dev.mainstay.alerting.rules.template;

import java.util.List;
import java.util.Map;

/**
 * A template that was understood. {@code $labels}, {@code $value}, {@code $externalLabels} and
 * {@code $externalURL} are there without being declared. Immutable.
 */
public final class Template {
  /** Parts that one expansion may run through. */
  static final int MAX_STEPS = 100_000;

  /** Characters that one expansion may write. */
  static final int MAX_OUTPUT = 1 << 16;

  /** Templates inside each other, and nesting of one template's parts. */
  static final int MAX_DEPTH = 100;

  static final List<String> VARIABLES =
      List.of("$labels", "$externalLabels", "$externalURL", "$value");

  private final String text;
  private final Part.Block body;
  private final Map<String, Part.Block> defined;

  private Template(String text, Part.Block body, Map<String, Part.Block> defined) {
    this.text = text;
    this.body = body;
    this.defined = Map.copyOf(defined);
  }

  /**
   * The template that the text is.
   *
   * @throws TemplateException if it is none, with the place
   */
  public static Template parse(String text) {
    if (!text.contains("{{")) {
      return new Template(text, new Part.Block(List.of(new Part.Text(text))), Map.of());
    }
    var parser = new TemplateParser(TemplateLexer.tokens(text));
    Part.Block body = parser.parse(VARIABLES);
    return new Template(text, body, parser.defined());
  }

  /** As it is written. */
  public String text() {
    return text;
  }

  /** Whether its text depends on anything. */
  public boolean isFixed() {
    return body.parts().stream().allMatch(Part.Text.class::isInstance);
  }

  /**
   * Its text for the data.
   *
   * @throws TemplateException if it cannot be expanded, or goes beyond a limit
   */
  public String expand(TemplateData data) {
    if (isFixed()) {
      return body.parts().stream()
          .map(part -> ((Part.Text) part).text())
          .collect(java.util.stream.Collectors.joining());
    }
    return new Expansion(defined, data).run(body);
  }

  @Override
  public boolean equals(@org.jspecify.annotations.Nullable Object other) {
    return other instanceof Template template && text.equals(template.text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  @Override
  public String toString() {
    return text;
  }
}
