package dev.mainstay.server.internal.view;

import dev.mainstay.design.Scorecard.Improvement;
import dev.mainstay.design.Scorecard.Point;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What would make this service safer most cheaply? */
public record ReadinessView(
    String service,
    Instant appliedAt,
    Health health,
    String sentence,
    int points,
    int needed,
    int possible,
    int evidence,
    List<Improvement> improvements,
    List<Item> items,
    List<Exit> exits,
    List<GateView> gates,
    List<ProblemView> findings,
    List<Accepted> accepted) {

  public record Item(String id, String category, String title, int points, List<Point> reasons) {}

  /** How far a phase is from its exit. */
  public record Exit(String phase, List<String> open, String gate, boolean passed) {}

  public record GateView(
      String name, String decider, String question, @Nullable DecisionView decision) {}

  public record DecisionView(String by, LocalDate on, boolean yes, @Nullable String because) {}

  public record Accepted(ProblemView problem, String because, LocalDate until) {}

  /** One service of many. */
  public record Summary(
      String service,
      String criticality,
      String owner,
      Health health,
      String sentence,
      int points,
      int needed,
      int possible,
      int claims,
      int proven,
      int findings,
      int accepted) {}
}
