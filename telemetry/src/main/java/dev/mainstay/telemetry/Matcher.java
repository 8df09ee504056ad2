package dev.mainstay.telemetry;

import com.google.re2j.Pattern;

/** A condition on one label; an absent label has the empty value. */
public sealed interface Matcher {
  String name();

  /** Whether a series whose label has {@code value} is selected. */
  boolean matches(String value);

  static Matcher metric(String name) {
    return new Equal(Labels.NAME, name);
  }

  static Matcher equal(String name, String value) {
    return new Equal(name, value);
  }

  static Matcher notEqual(String name, String value) {
    return new NotEqual(name, value);
  }

  /**
   * Matches what the expression matches.
   *
   * @param regex in RE2 syntax, matched against the whole value
   * @throws com.google.re2j.PatternSyntaxException if it is not a regular expression
   */
  static Matcher regex(String name, String regex) {
    return new Regex(name, Pattern.compile(regex));
  }

  /**
   * Matches what the expression does not match.
   *
   * @param regex in RE2 syntax, matched against the whole value
   * @throws com.google.re2j.PatternSyntaxException if it is not a regular expression
   */
  static Matcher notRegex(String name, String regex) {
    return new NotRegex(name, Pattern.compile(regex));
  }

  record Equal(String name, String value) implements Matcher {
    @Override
    public boolean matches(String other) {
      return value.equals(other);
    }
  }

  record NotEqual(String name, String value) implements Matcher {
    @Override
    public boolean matches(String other) {
      return !value.equals(other);
    }
  }

  record Regex(String name, Pattern pattern) implements Matcher {
    @Override
    public boolean matches(String other) {
      return pattern.matches(other);
    }
  }

  record NotRegex(String name, Pattern pattern) implements Matcher {
    @Override
    public boolean matches(String other) {
      return !pattern.matches(other);
    }
  }
}
