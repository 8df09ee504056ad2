package dev.mainstay.design.internal.read;

import dev.mainstay.design.yaml.Node;
import dev.mainstay.kernel.Nearest;
import dev.mainstay.kernel.Place;
import dev.mainstay.kernel.Problem;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Says what is wrong in a section.
 *
 * @param path of the section; empty for the whole document
 */
record Faults(Reading reading, String path) {
  private static final int LONGEST = 60;

  void missing(String key, Place section, String expected) {
    reading.missing(path.isEmpty() ? "" : path + ": ", key, section, expected);
  }

  void wrongKind(String key, Node node, Place at, String expected) {
    reading.error(
        "MS-F006",
        "%s: %s (expected: %s)".formatted(key, shortened(node.kind()), expected),
        at,
        "write " + expected + " under `" + key + "`");
  }

  /** Something else than a single value, or nothing. */
  void notSingle(String key, Node node, Place at, Form<?> form) {
    reading.error(
        "MS-F006",
        "%s: %s (expected: %s)".formatted(key, shortened(node.kind()), form.expected()),
        at,
        "write " + form.expected());
  }

  /** An item of a list. */
  void notMapping(String key, Node item) {
    reading.error(
        "MS-F006",
        "%s: %s (expected: a mapping)".formatted(key, item.kind()),
        item.place(),
        "write `- { … }`");
  }

  /**
   * @param whole the place of all of the text, which may be replaced; or null
   */
  <T> void wrongValue(String key, String text, Place at, Form<T> form, @Nullable Place whole) {
    Optional<String> suggestion = form.suggestion(text);
    Problem.Edit edit =
        suggestion
            .filter(meant -> whole != null && !Forms.isName(form))
            .filter(meant -> form.parse(meant).isPresent() && form.isCertain(text, meant))
            .map(meant -> edit(whole, meant))
            .orElse(null);
    reading.error(
        "MS-F007",
        "%s: %s (expected: %s)"
            .formatted(key, text.isEmpty() ? "''" : shortened(text), form.expected()),
        at,
        suggestion.map(meant -> "write `" + meant + "`").orElse("write " + form.expected()),
        edit);
  }

  /**
   * A key that nobody has asked for.
   *
   * @param known the keys that somebody has asked for
   * @param free those of them that the section does not have
   */
  void unknown(Node.Scalar written, Set<String> known, List<String> free) {
    String key = written.text();
    Problem.Edit edit =
        free.stream()
            .filter(name -> Certainty.sameLetters(name, key))
            .findFirst()
            .map(name -> edit(written.isWhole() ? written.place() : null, name))
            .orElse(null);
    reading.error(
        "MS-F004",
        "unknown key '%s'%s".formatted(shortened(key), path.isEmpty() ? "" : " in " + path),
        written.place(),
        Nearest.of(key, free)
            .or(() -> Nearest.of(key, known))
            .map(near -> "did you mean `" + near + "`?")
            .orElse("known here: " + String.join(", ", known)),
        edit);
  }

  private static Problem.@Nullable Edit edit(@Nullable Place place, String replacement) {
    return place == null ? null : new Problem.Edit(place, replacement);
  }

  private static String shortened(String text) {
    String line = text.replace('\n', ' ').replace('\r', ' ');
    return line.length() <= LONGEST ? line : line.substring(0, LONGEST - 3) + "…";
  }

  /** What the form gives as an example. */
  static String example(Form<?> form) {
    String expected = form.expected();
    int such = expected.indexOf("such as ");
    return such < 0 ? "…" : expected.substring(such + "such as ".length());
  }
}
