package dev.mainstay.examples.payments.story;

import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a chapter promised and what was measured; printed as it is learnt. */
final class Told {
  private final PrintStream out;
  private final List<Figure> figures = new ArrayList<>();

  Told(PrintStream out) {
    this.out = out;
  }

  /**
   * A figure of the story.
   *
   * @param unit such as {@code s}, {@code ms}, {@code %}; empty for a plain fact
   * @param told what was promised, in words
   */
  record Figure(String what, double measured, String unit, String told, boolean kept) {}

  /** A line of narration. */
  void say(String line, Object... values) {
    out.println("    " + line.formatted(values));
  }

  void atMost(String what, Duration measured, Duration bound) {
    double seconds = measured.toNanos() / 1e9;
    double limit = bound.toNanos() / 1e9;
    boolean small = limit < 2;
    add(
        new Figure(
            what,
            small ? seconds * 1000 : seconds,
            small ? "ms" : "s",
            "at most " + number(small ? limit * 1000 : limit) + (small ? " ms" : " s"),
            measured.compareTo(bound) <= 0));
  }

  void atMost(String what, double measured, double bound, String unit) {
    add(
        new Figure(
            what, measured, unit, "at most " + number(bound) + unit(unit), measured <= bound));
  }

  void atLeast(String what, double measured, double bound, String unit) {
    add(
        new Figure(
            what, measured, unit, "at least " + number(bound) + unit(unit), measured >= bound));
  }

  void exactly(String what, double measured, double expected, String unit) {
    add(
        new Figure(
            what,
            measured,
            unit,
            "exactly " + number(expected) + unit(unit),
            measured == expected));
  }

  /** A share given as a fraction, told in percent. */
  void shareAtLeast(String what, double fraction, double bound) {
    atLeast(what, fraction * 100, bound * 100, "%");
  }

  void isTrue(String what, boolean kept) {
    add(new Figure(what, kept ? 1 : 0, "", "true", kept));
  }

  /** A measured figure that nothing was promised of. */
  void measured(String what, double value, String unit) {
    add(new Figure(what, value, unit, "", true));
  }

  private void add(Figure figure) {
    figures.add(figure);
    String value =
        figure.unit().isEmpty() ? "" : ": " + number(figure.measured()) + unit(figure.unit());
    String bound =
        figure.told().isEmpty() || figure.unit().isEmpty() ? "" : " (told: " + figure.told() + ")";
    out.println((figure.kept() ? "  ✓ " : "  ✗ ") + figure.what() + value + bound);
  }

  private static String unit(String unit) {
    return unit.isEmpty() ? "" : " " + unit;
  }

  private static String number(double value) {
    if (value == Math.rint(value) && Math.abs(value) < 1e12) {
      return String.format(Locale.ROOT, "%,.0f", value);
    }
    return String.format(Locale.ROOT, Math.abs(value) >= 100 ? "%,.1f" : "%,.3f", value);
  }

  List<Figure> figures() {
    return List.copyOf(figures);
  }

  boolean kept() {
    return figures.stream().allMatch(Figure::kept);
  }
}
