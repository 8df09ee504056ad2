package dev.mainstay.alerting.rules.template;

/** A template that cannot be understood or expanded. */
public final class TemplateException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int offset;

  TemplateException(int offset, String message) {
    super(message, null, false, false);
    this.offset = offset;
  }

  /** Where in the template's text, in UTF-16 units. */
  public int offset() {
    return offset;
  }
}
