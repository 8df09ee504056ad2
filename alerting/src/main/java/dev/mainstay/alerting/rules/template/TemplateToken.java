package dev.mainstay.alerting.rules.template;

/**
 * A piece of a template.
 *
 * @param text as written; of a string, what it means
 * @param offset in the template
 * @param spaced whether white space stands before it
 */
record TemplateToken(Kind kind, String text, int offset, boolean spaced) {
  enum Kind {
    TEXT,
    OPEN,
    CLOSE,
    NAME,
    /** {@code .name}. */
    FIELD,
    /** {@code $name}. */
    VARIABLE,
    STRING,
    CHARACTER,
    NUMBER,
    DOT,
    SYMBOL,
    END
  }

  boolean is(Kind other) {
    return kind == other;
  }

  boolean isSymbol(String symbol) {
    return kind == Kind.SYMBOL && text.equals(symbol);
  }

  boolean isWord(String word) {
    return kind == Kind.NAME && text.equals(word);
  }

  String shown() {
    return switch (kind) {
      case END -> "end of the template";
      case CLOSE -> "}}";
      case STRING -> "a string";
      default -> "\"" + text + "\"";
    };
  }
}
