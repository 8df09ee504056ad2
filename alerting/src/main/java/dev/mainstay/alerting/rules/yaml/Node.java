package dev.mainstay.alerting.rules.yaml;

import dev.mainstay.kernel.Place;
import java.util.List;

/** A value in a YAML document, with its place. */
public sealed interface Node {
  Place place();

  /** What it is, for messages: {@code a mapping}. */
  String kind();

  /**
   * Keys with values.
   *
   * @param entries in the order of the text; keys are unique
   */
  record Mapping(Place place, List<Entry> entries) implements Node {
    public Mapping {
      entries = List.copyOf(entries);
    }

    @Override
    public String kind() {
      return "a mapping";
    }
  }

  record Sequence(Place place, List<Node> items) implements Node {
    public Sequence {
      items = List.copyOf(items);
    }

    @Override
    public String kind() {
      return "a list";
    }
  }

  /**
   * A single value.
   *
   * @param text what is meant
   * @param plain written without quotes
   * @param written how it stands in the file
   */
  record Scalar(Place place, String text, boolean plain, WrittenText written) implements Node {
    /** Nothing stands there, or one of YAML's words for nothing. */
    public boolean isNothing() {
      return plain
          && switch (text) {
            case "", "~", "null", "Null", "NULL" -> true;
            default -> false;
          };
    }

    /** The place of a part of {@link #text}. */
    public Place place(int from, int length) {
      return written.place(text, from, length);
    }

    @Override
    public String kind() {
      if (isNothing()) {
        return "nothing";
      }
      int end = text.indexOf('\n');
      return "'" + (end < 0 ? text : text.substring(0, end) + "…") + "'";
    }
  }

  /** A key with its value. */
  record Entry(Scalar key, Node value) {}
}
