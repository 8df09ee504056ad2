package dev.mainstay.promql;

/** A problem on its way from where it is found to {@link Promql}. */
final class SyntaxError extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Span span;
  private final String reason;

  SyntaxError(Span span, String reason) {
    super(reason, null, false, false);
    this.span = span;
    this.reason = reason;
  }

  Span span() {
    return span;
  }

  String reason() {
    return reason;
  }
}
