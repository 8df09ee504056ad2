package dev.mainstay.design.internal.read;

import dev.mainstay.design.yaml.Node;
import dev.mainstay.kernel.Place;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * A mapping that a reader asks for its keys. {@link WrittenSection} answers from a file and reports
 * what is wrong there; {@link DescribedSection} answers as if everything stood there and notes what
 * was asked, from which the schema, the reference and an editor's completion are made. A reader
 * that asks for every key it knows, whatever it read before, is thus described by running it; where
 * one of several ways of writing must be told apart, {@link #choice} and {@link #either} do it for
 * both.
 */
interface Section {
  /** One of a mapping's members. */
  record Member(String name, Place namePlace, Section section) {}

  Reading reading();

  String design();

  Place place();

  boolean has(String key);

  /** The value's place, or the section's when the key is absent. */
  Place placeOf(String key);

  /** The place of an item of the list under the key. */
  Place itemPlace(String key, int index);

  /** Whether Mainstay runs what stands there, or only reads it. */
  boolean isRun(String below);

  /** A section that was read before, to look up places in it; nothing is reported. */
  Section inner(String key);

  Optional<Node> node(String key);

  <T> Optional<T> value(String key, Form<T> form);

  /** The value, or what holds when it is absent. */
  <T> T or(String key, Form<T> form, T absent);

  <T> T required(String key, Form<T> form, T placeholder);

  /** A list of values; a single value is not a list. */
  <T> Optional<List<T>> values(String key, Form<T> form);

  /** The list, or what holds when it is absent. */
  default <T> List<T> values(String key, Form<T> form, List<T> absent) {
    return values(key, form).orElse(absent);
  }

  /**
   * A list of at least one value.
   *
   * @param expected what to write when the key is absent
   */
  default <T> List<T> requiredValues(String key, Form<T> form, String expected) {
    return requiredValues(key, form, 1, expected);
  }

  /**
   * A list of at least that many values, none or one.
   *
   * @param expected what to write when the key is absent
   */
  <T> List<T> requiredValues(String key, Form<T> form, int least, String expected);

  /** The section under the key; an empty one when it is absent or not a mapping. */
  Section section(String key);

  Optional<Section> optionalSection(String key);

  /**
   * The section under the key, reported when absent.
   *
   * @param expected what to write when the key is absent
   */
  Optional<Section> requiredSection(String key, String expected);

  /** The sections under the key, each under its name. */
  default List<Member> members(String key) {
    return members(key, Forms.IDENTIFIER);
  }

  /** The sections under the key, each under a name of that form. */
  List<Member> members(String key, Form<String> names);

  /** The values under the key, each under a name of that form, in the order of the text. */
  <T> Map<String, T> named(String key, Form<String> names, Form<T> form);

  /** The sections listed under the key. */
  Optional<List<Section>> items(String key);

  /** The sections listed under the key, reported when absent; empty when it is not a list. */
  Optional<List<Section>> requiredItems(String key, String expected);

  /** A value that can be written in several ways: a word, a list, a mapping. */
  <T> Optional<T> choice(String key, Choice<T> choice);

  /** The value, or what holds when it is absent. */
  default <T> T choice(String key, Choice<T> choice, T absent) {
    return choice(key, choice).orElse(absent);
  }

  /** Reads the section in one way when the key is there, in the other when it is not. */
  <T> T either(String key, Function<Section, T> with, Function<Section, T> without);

  /** Reports the key, which this way of writing the section has no room for; true when it did. */
  boolean excluded(String key, String message, String fix);

  /** All keys with their values, for sections whose keys are free. */
  List<Node.Entry> entries();

  void missing(String key, String expected);

  void wrongKind(String key, Node node, String expected);

  <T> void wrongValue(String key, String text, Place at, Form<T> form);

  /** Reports the keys that were never asked for. */
  void end();
}
