package dev.mainstay.design.internal.format;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A key with its value, or an item of a list, with the comments that belong to it. */
final class Entry {
  /**
   * A comment on a line of its own.
   *
   * @param column that it stood in, from 0
   * @param blank whether a blank line stands before it
   */
  record Note(String text, int column, boolean blank) {}

  /**
   * A comment at the end of a line.
   *
   * @param column that it stood in, from 0
   */
  record Aside(String text, int column) {}

  /** What stands behind a key or a dash. */
  sealed interface Value {}

  /** On the same line; nothing when empty. */
  record Words(String text) implements Value {}

  /** Over several lines, all but the first without indentation. */
  record Several(List<String> lines) implements Value {}

  /** Entries on lines of their own. */
  static final class Block implements Value {
    final boolean list;
    final int column;
    final List<Entry> entries = new ArrayList<>();

    /** Comments after the last entry. */
    final List<Note> tail = new ArrayList<>();

    /**
     * @param column of its keys or dashes in the source, from 0
     */
    Block(boolean list, int column) {
      this.list = list;
      this.column = column;
    }
  }

  final List<Note> before = new ArrayList<>();
  boolean blank;

  /** As it is written, or empty for an item of a list. */
  String key = "";

  /** What the key means. */
  String name = "";

  Value value = new Words("");
  @Nullable Aside aside;
}
