package dev.mainstay.alerting.rules;

/** A rule that could not be evaluated. */
final class RuleException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  RuleException(String message) {
    super(message, null, false, false);
  }
}
