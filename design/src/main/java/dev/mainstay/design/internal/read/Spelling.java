package dev.mainstay.design.internal.read;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the text of a form looks, for tools that do not run the reader: the schema and completion.
 *
 * @param kind what a YAML parser makes of it when it is written without quotes
 * @param words that may stand for the value as they are
 * @param pattern a regular expression (of both Java and ECMAScript) for the whole text when it is
 *     none of the words; null when any text will do
 * @param from the least number, for {@link Kind#INTEGER}
 * @param to the greatest number, for {@link Kind#INTEGER}
 * @param reference what the text names, or null
 */
public record Spelling(
    Kind kind,
    List<String> words,
    @Nullable String pattern,
    long from,
    long to,
    @Nullable Reference reference) {

  /** Of an unquoted text. */
  public enum Kind {
    /** Never a number or a flag. */
    STRING,
    /** A whole number. */
    INTEGER,
    NUMBER,
    FLAG,
    /** Any single value. */
    ANY
  }

  /** What can be named by a value. */
  public enum Target {
    DEPENDENCY,
    MODE,
    OBJECTIVE,
    ALERT,
    FLAG,
    RUNBOOK,
    TEAM,
    COST_CENTRE,
    PERSON
  }

  /**
   * A name inside a value.
   *
   * @param sentence with {@code %s} for the name, such as {@code %s fails}
   */
  public record Reference(Target target, String sentence) {}

  public static final Spelling ANY = new Spelling(Kind.ANY, List.of(), null, 0, 0, null);

  public Spelling {
    words = List.copyOf(words);
  }

  static Spelling pattern(String pattern) {
    return new Spelling(Kind.STRING, List.of(), pattern, 0, 0, null);
  }

  static Spelling words(List<String> words) {
    return new Spelling(Kind.STRING, words, null, 0, 0, null);
  }

  static Spelling count(long from, long to) {
    return new Spelling(Kind.INTEGER, List.of(), "[0-9]{1,9}", from, to, null);
  }

  /** Only words when there is no pattern, any text when there is neither. */
  public boolean isFree() {
    return words.isEmpty() && pattern == null;
  }

  Spelling of(Kind other) {
    return new Spelling(other, words, pattern, from, to, reference);
  }

  Spelling orWords(String... more) {
    return new Spelling(kind, List.of(more), pattern, from, to, reference);
  }

  Spelling naming(Target target, String sentence) {
    return new Spelling(kind, words, pattern, from, to, new Reference(target, sentence));
  }
}
