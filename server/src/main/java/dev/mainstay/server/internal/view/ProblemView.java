package dev.mainstay.server.internal.view;

import dev.mainstay.kernel.Place;
import dev.mainstay.kernel.Problem;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What is wrong with what a user gave. */
public record ProblemView(
    String code,
    String severity,
    String message,
    @Nullable Place place,
    List<Problem.Related> related,
    @Nullable String arithmetic,
    @Nullable String why,
    @Nullable String fix) {

  /** The body of every answer that is not a success. */
  public record Problems(List<ProblemView> problems) {}

  public static ProblemView of(Problem problem) {
    return new ProblemView(
        problem.code(),
        problem.severity().name().toLowerCase(Locale.ROOT),
        problem.message(),
        problem.place(),
        problem.related(),
        problem.arithmetic(),
        problem.why(),
        problem.fix());
  }
}
