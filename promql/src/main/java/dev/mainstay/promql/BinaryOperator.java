package dev.mainstay.promql;

/** An operator between two expressions. */
public enum BinaryOperator {
  OR("or", 1, Family.SET),
  AND("and", 2, Family.SET),
  UNLESS("unless", 2, Family.SET),
  EQUAL("==", 3, Family.COMPARISON),
  NOT_EQUAL("!=", 3, Family.COMPARISON),
  GREATER(">", 3, Family.COMPARISON),
  LESS("<", 3, Family.COMPARISON),
  GREATER_OR_EQUAL(">=", 3, Family.COMPARISON),
  LESS_OR_EQUAL("<=", 3, Family.COMPARISON),
  TRIM_UPPER("</", 3, Family.TRIM),
  TRIM_LOWER(">/", 3, Family.TRIM),
  ADD("+", 4, Family.ARITHMETIC),
  SUBTRACT("-", 4, Family.ARITHMETIC),
  MULTIPLY("*", 5, Family.ARITHMETIC),
  DIVIDE("/", 5, Family.ARITHMETIC),
  MODULO("%", 5, Family.ARITHMETIC),
  ATAN2("atan2", 5, Family.ARITHMETIC),
  POWER("^", 6, Family.ARITHMETIC);

  /** What operators of a kind have in common. */
  public enum Family {
    ARITHMETIC,
    /** Filters, or answers 0 and 1 with {@code bool}. */
    COMPARISON,
    /** Of a native histogram, on the left, what is below or above a number. */
    TRIM,
    /** Between vectors only. */
    SET
  }

  private final String symbol;
  private final int precedence;
  private final Family family;

  BinaryOperator(String symbol, int precedence, Family family) {
    this.symbol = symbol;
    this.precedence = precedence;
    this.family = family;
  }

  public String symbol() {
    return symbol;
  }

  /** 1 binds least. */
  public int precedence() {
    return precedence;
  }

  boolean isRightAssociative() {
    return this == POWER;
  }

  public boolean isComparison() {
    return family == Family.COMPARISON;
  }

  public boolean isArithmetic() {
    return family == Family.ARITHMETIC;
  }

  public boolean isTrim() {
    return family == Family.TRIM;
  }

  public boolean isSet() {
    return family == Family.SET;
  }
}
