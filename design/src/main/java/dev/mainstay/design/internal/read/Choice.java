package dev.mainstay.design.internal.read;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The ways in which one value can be written, told apart by their kind: a single value, a list of
 * values, a mapping.
 *
 * @param value of a single value, or null when there is no such way; its expectation names all the
 *     ways
 * @param list of a list, or null when there is no such way
 * @param section of a mapping of known keys, or null when there is no such way
 * @param named of a mapping of names to values, or null when there is no such way
 */
record Choice<T>(
    @Nullable Form<T> value,
    @Nullable ListOf<?, T> list,
    @Nullable Function<Section, T> section,
    @Nullable NamedOf<?, T> named) {

  /** A list of values of a form, and what they make together. */
  record ListOf<E, T>(Form<E> item, Function<List<E>, T> all) {}

  /** Values of a form, each under a name, and what they make together. */
  record NamedOf<E, T>(Form<String> names, Form<E> item, Function<Map<String, E>, T> all) {}

  static <T> Choice<T> of(Form<T> value) {
    return new Choice<>(value, null, null, null);
  }

  static <E, T> Choice<T> ofList(Form<E> item, Function<List<E>, T> all) {
    return new Choice<>(null, new ListOf<>(item, all), null, null);
  }

  <E> Choice<T> orList(Form<E> item, Function<List<E>, T> all) {
    return new Choice<>(value, new ListOf<>(item, all), section, named);
  }

  /** The reader reads the section to its end. */
  Choice<T> orSection(Function<Section, T> reader) {
    return new Choice<>(value, list, reader, named);
  }

  <E> Choice<T> orNamed(Form<String> names, Form<E> item, Function<Map<String, E>, T> all) {
    return new Choice<>(value, list, section, new NamedOf<>(names, item, all));
  }
}
