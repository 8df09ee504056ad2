package dev.mainstay.design;

import dev.mainstay.design.internal.editor.Editing;
import dev.mainstay.kernel.Place;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Help for who writes a design: what a key means, what can be written, where a name leads. It takes
 * files that cannot be read to their end, as they are while somebody types. Lines and columns count
 * from 1, columns in UTF-16 code units.
 */
public final class DesignEditor {
  private final Editing editing;

  /** What is told about the text at a place, in Markdown. */
  public record Hover(Place place, String markdown) {}

  /**
   * Something that can be written.
   *
   * @param label what it is called
   * @param text what is written, in place of the {@code length} columns from {@code column}
   * @param documentation in Markdown, or empty
   */
  public record Suggestion(
      Kind kind,
      String label,
      String text,
      String detail,
      String documentation,
      int line,
      int column,
      int length) {
    /** What a suggestion is. */
    public enum Kind {
      KEY,
      NAME,
      VALUE
    }
  }

  /** Where a name leads. */
  public sealed interface Definition {
    /** To a place in a design file. */
    record InDesign(Place place) implements Definition {}

    /** To the runbook of that name. */
    record InRunbook(String name) implements Definition {}
  }

  /**
   * @param sources all design files that are read together
   * @param runbooks the names of the runbooks beside them
   */
  public DesignEditor(Collection<SourceText> sources, Set<String> runbooks) {
    editing = new Editing(sources, runbooks);
  }

  /** The meaning of the key at the place, or of the one whose value is there. */
  public Optional<Hover> hover(String file, int line, int column) {
    return editing.hover(file, line, column);
  }

  /** The keys, words and names that can be written at the place. */
  public List<Suggestion> completions(String file, int line, int column) {
    return editing.completions(file, line, column);
  }

  /** Where what the name at the place stands for is written. */
  public Optional<Definition> definition(String file, int line, int column) {
    return editing.definition(file, line, column);
  }
}
