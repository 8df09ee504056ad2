package dev.mainstay.design.internal.read;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What may stand under a key. */
public sealed interface Shape {

  /**
   * A single value.
   *
   * @param expected in words: {@code a duration with a unit, such as 250ms}
   */
  record Value(String expected, Spelling spelling) implements Shape {}

  /** A list of things of one shape, with at least {@code least} of them. */
  record ListOf(Shape item, int least) implements Shape {}

  /**
   * A mapping of known keys.
   *
   * @param keys in the order in which they are asked for and written, those of all ways together
   * @param ways in which the mapping can be written, told apart by keys
   */
  record Mapping(Map<String, Key> keys, List<Ways> ways) implements Shape {
    public Mapping {
      keys = Collections.unmodifiableMap(new LinkedHashMap<>(keys));
      ways = List.copyOf(ways);
    }
  }

  /** A mapping of free names to things of one shape. */
  record Named(String names, Spelling spelling, Shape item) implements Shape {}

  /** One of several shapes. */
  record OneOf(List<Shape> shapes) implements Shape {
    public OneOf {
      shapes = List.copyOf(shapes);
    }
  }

  /**
   * A key of a mapping.
   *
   * @param shape null when the key is known but was never asked for its value
   */
  record Key(String name, @Nullable Shape shape, boolean required) {}

  /** Two ways of writing a mapping: with the key, and without it. */
  record Ways(String key, Mapping with, Mapping without) {}
}
