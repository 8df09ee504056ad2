package dev.mainstay.design.yaml;

import dev.mainstay.kernel.Place;
import java.util.List;
import org.jspecify.annotations.Nullable;

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

    /** The entry of that key, or null. */
    public @Nullable Entry find(String key) {
      for (Entry entry : entries) {
        if (entry.key().text().equals(key)) {
          return entry;
        }
      }
      return null;
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
   * @param plain written without quotes
   */
  record Scalar(Place place, String text, boolean plain) implements Node {
    /** Nothing stands there, or one of YAML's words for nothing. */
    public boolean isNothing() {
      return plain
          && switch (text) {
            case "", "~", "null", "Null", "NULL" -> true;
            default -> false;
          };
    }

    /** Whether the place covers all of the text, so that replacing it replaces the value. */
    public boolean isWhole() {
      int quotes = plain ? 0 : 2;
      return !text.isEmpty() && text.indexOf('\n') < 0 && place.length() == text.length() + quotes;
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

  record Entry(Scalar key, Node value) {
    /** The value's place; the key's when the value starts on a line of its own. */
    public Place place() {
      Place at = value.place();
      return at.line() == key.place().line() ? at : key.place();
    }
  }
}
