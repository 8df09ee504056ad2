package dev.mainstay.design.internal.report;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The Markdown of the pages as text for a screen: headings, paragraphs (wrapped), lists and blocks
 * of code (indented, as they are). All else is kept as it is written.
 */
public final class TerminalMarkdown {
  private static final String BOLD = "\u001b[1m";
  private static final String CYAN = "\u001b[36m";
  private static final String RESET = "\u001b[0m";
  private static final Pattern STRONG = Pattern.compile("\\*\\*(.+?)\\*\\*", Pattern.DOTALL);
  private static final Pattern CODE = Pattern.compile("`([^`]+)`");
  private static final Pattern ITEM = Pattern.compile("(-|\\d+\\.) .*");
  private static final int LEAST_WIDTH = 40;

  private final int width;
  private final boolean colour;
  private final StringBuilder out = new StringBuilder();
  private final List<String> paragraph = new ArrayList<>();

  private TerminalMarkdown(int width, boolean colour) {
    this.width = Math.max(LEAST_WIDTH, width);
    this.colour = colour;
  }

  /**
   * @param width in columns; words longer than it stand alone on a line
   */
  public static String render(String markdown, int width, boolean colour) {
    var renderer = new TerminalMarkdown(width, colour);
    boolean code = false;
    for (String line : markdown.lines().toList()) {
      if (line.startsWith("```")) {
        renderer.flush();
        code = !code;
      } else if (code) {
        renderer
            .out
            .append(line.isEmpty() ? "" : "    " + renderer.painted(CYAN, line))
            .append('\n');
      } else {
        renderer.line(line);
      }
    }
    renderer.flush();
    return renderer.out.toString().strip() + "\n";
  }

  private void line(String line) {
    if (line.isBlank()) {
      flush();
      if (!out.isEmpty() && !out.toString().endsWith("\n\n")) {
        out.append('\n');
      }
    } else if (line.startsWith("#")) {
      flush();
      out.append(painted(BOLD, line.replaceFirst("^#+\\s*", ""))).append('\n');
    } else if (ITEM.matcher(line).matches()) {
      flush();
      paragraph.add(line);
    } else {
      paragraph.add(line.strip());
    }
  }

  private void flush() {
    if (paragraph.isEmpty()) {
      return;
    }
    int start = out.length();
    String indent = ITEM.matcher(paragraph.getFirst()).matches() ? "  " : "";
    int column = 0;
    for (String word : String.join(" ", paragraph).split(" +")) {
      int length = plain(word).length();
      if (column > 0 && column + 1 + length > width) {
        out.append('\n').append(indent);
        column = indent.length();
      } else if (column > 0) {
        out.append(' ');
        column++;
      }
      out.append(word);
      column += length;
    }
    out.append('\n');
    paragraph.clear();
    style(start);
  }

  /** Marks that the paragraph just written holds; they may run over its line breaks. */
  private void style(int start) {
    String text = out.substring(start);
    text = STRONG.matcher(text).replaceAll(match -> quoted(painted(BOLD, match.group(1))));
    text = CODE.matcher(text).replaceAll(match -> quoted(painted(CYAN, match.group(1))));
    out.setLength(start);
    out.append(text);
  }

  private static String quoted(String text) {
    return Matcher.quoteReplacement(text);
  }

  private static String plain(String word) {
    return word.replace("**", "").replace("`", "");
  }

  private String painted(String paint, String text) {
    return colour ? paint + text + RESET : text;
  }
}
