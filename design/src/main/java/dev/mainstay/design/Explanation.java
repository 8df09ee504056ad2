package dev.mainstay.design;

import dev.mainstay.design.internal.report.TerminalMarkdown;
import org.jspecify.annotations.Nullable;

/**
 * What a code means.
 *
 * @param family such as {@code time}; {@code form} for problems of form
 * @param title what is wrong, one line, lower case
 * @param rule the comparison in the design's words; null for problems of form
 * @param why what happens in production otherwise; null for problems of form
 * @param page prose and examples in Markdown; may be empty
 */
public record Explanation(
    String code,
    String family,
    String title,
    @Nullable String rule,
    @Nullable String why,
    String page) {

  /** All of it, as Markdown. */
  public String markdown() {
    var text = new StringBuilder("%s: %s\n".formatted(code, title));
    if (rule != null) {
      text.append("\nRule:   ").append(rule).append('\n');
    }
    if (why != null) {
      text.append("Reason: ").append(why).append('\n');
    }
    return page.isEmpty() ? text.toString() : text.append('\n').append(body()).toString();
  }

  /**
   * All of it for a screen.
   *
   * @param width in columns
   * @param colour with ANSI escapes
   */
  public String forTerminal(int width, boolean colour) {
    var markdown = new StringBuilder("# %s: %s\n\n".formatted(code, title));
    if (rule != null) {
      markdown.append("**Rule:** ").append(rule).append("\n\n");
    }
    if (why != null) {
      markdown.append("**Otherwise:** ").append(why).append("\n\n");
    }
    return TerminalMarkdown.render(markdown.append(body()).toString(), width, colour);
  }

  /** The page without a heading that only repeats the title. */
  private String body() {
    return page.replaceFirst("\\A# " + code + ":[^\\n]*\\n+", "");
  }
}
