package dev.mainstay.server.internal;

import dev.mainstay.kernel.Problem;
import dev.mainstay.kernel.ProblemException;
import dev.mainstay.server.internal.view.Health;
import dev.mainstay.server.internal.view.ObjectiveListView;
import dev.mainstay.server.internal.view.ObjectiveListView.Row;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Objectives in the order in which they ask for a person: by state, then by what is left of the
 * budget, then by name. A page begins after a place in that order, not after a number of rows: what
 * comes in before it in the meantime moves none of its rows.
 */
final class ObjectiveList {
  private ObjectiveList() {}

  /**
   * What of the list is asked for.
   *
   * @param words each of which occurs in the service or the name, in lower case
   * @param state null for any
   * @param after null for the beginning
   * @param limit how many rows at most
   */
  record Asked(List<String> words, @Nullable Health state, @Nullable Place after, int limit) {
    Asked {
      words = List.copyOf(words);
    }

    /**
     * @param find words, or the empty string
     * @param after {@code next} or {@code previous} of an answer, or the empty string
     */
    static Asked of(String find, @Nullable Health state, String after, int limit) {
      return new Asked(
          Stream.of(find.toLowerCase(Locale.ROOT).split("\\s+"))
              .filter(word -> !word.isEmpty())
              .toList(),
          state,
          after.isEmpty() ? null : Place.parse(after),
          limit);
    }

    private boolean matches(Row row) {
      if (state != null && row.health() != state) {
        return false;
      }
      String text = (row.service() + " " + row.name()).toLowerCase(Locale.ROOT);
      return words.stream().allMatch(text::contains);
    }
  }

  /**
   * Where an objective stands in the order.
   *
   * @param left share of the budget; NaN, which comes last, when it is not known
   */
  record Place(Health health, double left, String service, String name)
      implements Comparable<Place> {
    private static final Comparator<Place> ORDER =
        Comparator.comparingInt((Place place) -> -place.health.rank())
            .thenComparingDouble(Place::left)
            .thenComparing(Place::service)
            .thenComparing(Place::name);

    static Place of(Row row) {
      Double left = row.remaining();
      return new Place(row.health(), left == null ? Double.NaN : left, row.service(), row.name());
    }

    static Place parse(String text) {
      String[] parts = text.split(",", -1);
      try {
        if (parts.length == 4) {
          return new Place(
              Health.valueOf(parts[0].toUpperCase(Locale.ROOT)),
              Double.parseDouble(parts[1]),
              URLDecoder.decode(parts[2], StandardCharsets.UTF_8),
              URLDecoder.decode(parts[3], StandardCharsets.UTF_8));
        }
      } catch (IllegalArgumentException e) {
        // told below, as every other text that is no place
      }
      throw new ProblemException(
          Problem.error(
              "MS-X002",
              "after: " + text + " (expected: next or previous of an answer)",
              null,
              null));
    }

    @Override
    public int compareTo(Place other) {
      return ORDER.compare(this, other);
    }

    /** As {@link #parse} reads it. */
    @Override
    public String toString() {
      return String.join(
          ",",
          IncidentPages.word(health),
          Double.toString(left),
          URLEncoder.encode(service, StandardCharsets.UTF_8),
          URLEncoder.encode(name, StandardCharsets.UTF_8));
    }
  }

  static ObjectiveListView page(Collection<Row> all, Asked asked) {
    List<Row> matching =
        all.stream().filter(asked::matches).sorted(Comparator.comparing(Place::of)).toList();
    Place after = asked.after;
    int before =
        after == null
            ? 0
            : (int) matching.stream().filter(row -> Place.of(row).compareTo(after) <= 0).count();
    int end = Math.min(matching.size(), before + asked.limit);
    return new ObjectiveListView(
        all.size(),
        new ObjectiveListView.States(
            in(all, Health.ACT),
            in(all, Health.WATCH),
            in(all, Health.UNKNOWN),
            in(all, Health.GOOD)),
        (int) all.stream().filter(row -> row.level().equals("exhausted")).count(),
        (int) all.stream().filter(ObjectiveList::broken).count(),
        matching.size(),
        before,
        matching.subList(before, end),
        before == 0
            ? null
            : before <= asked.limit
                ? ""
                : Place.of(matching.get(before - asked.limit - 1)).toString(),
        end == matching.size() ? null : Place.of(matching.get(end - 1)).toString());
  }

  private static int in(Collection<Row> all, Health health) {
    return (int) all.stream().filter(row -> row.health() == health).count();
  }

  private static boolean broken(Row row) {
    return row.agreement() != null && row.agreement().health() == Health.ACT;
  }
}
