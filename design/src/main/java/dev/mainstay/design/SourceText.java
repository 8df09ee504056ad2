package dev.mainstay.design;

/**
 * A design file's text.
 *
 * @param file as the user named it; shown in messages
 * @param text YAML 1.2; a byte order mark is dropped
 */
public record SourceText(String file, String text) {
  private static final String BYTE_ORDER_MARK = "\uFEFF";

  public SourceText {
    // Editors do not count it as a column.
    text = text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
  }
}
