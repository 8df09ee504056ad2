package dev.mainstay.design;

import dev.mainstay.design.internal.scorecard.Facts;
import dev.mainstay.design.internal.scorecard.Items;
import dev.mainstay.kernel.Evidence;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How ready a service is: 47 items of two points each. The first point of an item is mostly for
 * what the design says, the second for what is proven; what is unknown never scores.
 */
public record Scorecard(String service, List<Item> items, List<Exit> exits) {
  /** Of the {@link #POSSIBLE} points, what a service needs to go to production. */
  public static final int PASS = 85;

  public static final int POSSIBLE = 94;

  public Scorecard {
    items = List.copyOf(items);
    exits = List.copyOf(exits);
  }

  /**
   * One item.
   *
   * @param id stable: category and name
   */
  public record Item(String id, String category, String title, List<Point> points) {
    public Item {
      points = List.copyOf(points);
    }

    public int scored() {
      return (int) points.stream().filter(Point::scores).count();
    }
  }

  /**
   * One point of an item.
   *
   * @param why it scores or not, with the facts
   * @param missing what would have to be done for it, all of it; empty when it scores
   */
  public record Point(boolean scores, String why, List<String> missing) {
    public Point {
      missing = List.copyOf(missing);
    }
  }

  /** How far a phase is from its exit. */
  public record Exit(Phase phase, List<String> open, boolean decided) {
    public Exit {
      open = List.copyOf(open);
    }

    public boolean passed() {
      return open.isEmpty() && decided;
    }
  }

  /** Something to do and the points that it alone brings. */
  public record Improvement(String action, int points, List<String> items) {
    public Improvement {
      items = List.copyOf(items);
    }
  }

  /**
   * The scorecard of one service; empty when there is no such service or the form is wrong.
   *
   * @param evidence of all claims, from telemetry and drills; empty when none was gathered yet
   */
  public static Optional<Scorecard> of(
      DesignResult result, String service, Collection<Evidence> evidence, Instant now) {
    return result
        .read()
        .flatMap(designs -> designs.service(service))
        .map(found -> of(new Facts(found, result, evidence, now)));
  }

  private static Scorecard of(Facts facts) {
    List<Item> items = Items.ALL.stream().map(item -> item.judge(facts)).toList();
    int points = items.stream().mapToInt(Item::scored).sum();
    List<Exit> exits = new ArrayList<>();
    for (Phase phase : Phase.ALL) {
      List<String> open = new ArrayList<>();
      items.stream()
          .filter(item -> phase.criteria().contains(item.id()) && item.scored() < 2)
          .forEach(item -> open.add(item.id()));
      if (points < phase.points()) {
        open.add("%d of %d points".formatted(points, phase.points()));
      }
      exits.add(new Exit(phase, open, facts.decided(phase.gate())));
    }
    return new Scorecard(facts.service().name(), items, exits);
  }

  public int points() {
    return items.stream().mapToInt(Item::scored).sum();
  }

  public boolean passed() {
    return points() >= PASS;
  }

  /** What would raise the score, most first; each counts only the points that it alone brings. */
  public List<Improvement> improvements() {
    Map<String, List<String>> byAction = new LinkedHashMap<>();
    for (Item item : items) {
      for (Point point : item.points()) {
        if (!point.scores() && point.missing().size() == 1) {
          byAction
              .computeIfAbsent(point.missing().getFirst(), action -> new ArrayList<>())
              .add(item.id());
        }
      }
    }
    return byAction.entrySet().stream()
        .map(entry ->
            new Improvement(
                entry.getKey(),
                entry.getValue().size(),
                entry.getValue().stream().distinct().toList()))
        .sorted(Comparator.comparingInt(Improvement::points).reversed())
        .toList();
  }
}
