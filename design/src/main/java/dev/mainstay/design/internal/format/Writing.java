package dev.mainstay.design.internal.format;

import dev.mainstay.design.internal.format.Entry.Aside;
import dev.mainstay.design.internal.format.Entry.Block;
import dev.mainstay.design.internal.format.Entry.Note;
import dev.mainstay.design.internal.format.Entry.Several;
import dev.mainstay.design.internal.format.Entry.Words;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Entries as text: two spaces for each level, comments at the end of a line where they stood. */
final class Writing {
  private static final int STEP = 2;

  private final StringBuilder out = new StringBuilder();
  private boolean first = true;

  /** The text of all that was written. */
  String text() {
    return out.toString();
  }

  void mark() {
    line("---");
    first = true;
  }

  void notes(List<Note> notes, int indent) {
    for (Note note : notes) {
      blank(note.blank());
      line(" ".repeat(indent) + note.text());
    }
  }

  void document(Block root) {
    block(root, 0, null);
  }

  /**
   * @param begun the line that the first entry goes on with, or null
   */
  private void block(Block block, int indent, @Nullable String begun) {
    String start = begun;
    for (Entry entry : block.entries) {
      if (start == null) {
        notes(entry.before, indent);
        notes(hoisted(entry), indent);
        blank(entry.blank);
        start = " ".repeat(indent);
      }
      entry(entry, block.list ? start + "-" : start + entry.key + ":", indent);
      start = null;
    }
    notes(block.tail, indent);
  }

  /** Comments of what begins on the same line as a dash. */
  private static List<Note> hoisted(Entry entry) {
    List<Note> notes = new ArrayList<>();
    Entry at = entry;
    while (at.key.isEmpty() && at.value instanceof Block inner) {
      at = inner.entries.getFirst();
      notes.addAll(at.before);
    }
    return notes;
  }

  private void entry(Entry entry, String begun, int indent) {
    switch (entry.value) {
      case Words words ->
          line(aside(words.text().isEmpty() ? begun : begun + " " + words.text(), entry.aside));
      case Several several -> several(several, begun, indent + STEP, entry.aside);
      case Block block -> {
        if (entry.key.isEmpty()) {
          block(block, indent + STEP, begun + " ");
        } else {
          line(aside(begun, entry.aside));
          first = true;
          block(block, indent + STEP, null);
        }
      }
    }
  }

  private void several(Several several, String begun, int indent, @Nullable Aside aside) {
    List<String> lines = several.lines();
    line(begun + " " + lines.getFirst());
    for (int i = 1; i < lines.size(); i++) {
      String line = lines.get(i).isEmpty() ? "" : " ".repeat(indent) + lines.get(i);
      line(i == lines.size() - 1 ? aside(line, aside) : line);
    }
  }

  private static String aside(String line, @Nullable Aside aside) {
    return aside == null
        ? line
        : line + " ".repeat(Math.max(1, aside.column() - line.length())) + aside.text();
  }

  private void blank(boolean wanted) {
    if (wanted && !first) {
      out.append('\n');
    }
    first = false;
  }

  private void line(String line) {
    out.append(line).append('\n');
    first = false;
  }
}
