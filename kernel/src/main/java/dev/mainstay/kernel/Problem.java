package dev.mainstay.kernel;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something wrong with what a user wrote, told so that they can mend it.
 *
 * @param code {@code MS-} and a letter with three digits, stable over releases
 * @param severity {@link Severity#ERROR} when it is proved from the text
 * @param message one line, lower case, no full stop: the thing, its value, what was expected
 * @param place where it stands; null when there is no text (a port, a folder)
 * @param related the other places that it contradicts, each with a label
 * @param arithmetic the sum with the values put in, or null
 * @param why what happens in production, or null
 * @param fix what to write instead, or null
 * @param edit the fix as a change of the text when only one is right, or null
 */
public record Problem(
    String code,
    Severity severity,
    String message,
    @Nullable Place place,
    List<Related> related,
    @Nullable String arithmetic,
    @Nullable String why,
    @Nullable String fix,
    @Nullable Edit edit) {

  public Problem {
    related = List.copyOf(related);
  }

  /** A problem whose fix is for a person to decide. */
  public Problem(
      String code,
      Severity severity,
      String message,
      @Nullable Place place,
      List<Related> related,
      @Nullable String arithmetic,
      @Nullable String why,
      @Nullable String fix) {
    this(code, severity, message, place, related, arithmetic, why, fix, null);
  }

  /** An error that needs no arithmetic. */
  public static Problem error(
      String code, String message, @Nullable Place place, @Nullable String fix) {
    return new Problem(code, Severity.ERROR, message, place, List.of(), null, null, fix);
  }

  public boolean isError() {
    return severity == Severity.ERROR;
  }

  /** How bad it is: an error keeps the design from being used, a warning rests on an assumption. */
  public enum Severity {
    ERROR,
    WARNING
  }

  /**
   * Another place that the problem is about.
   *
   * @param label what stands there, lower case
   */
  public record Related(Place place, String label) {}

  /**
   * A change of the source text.
   *
   * @param place what is replaced
   * @param replacement on one line
   */
  public record Edit(Place place, String replacement) {}
}
