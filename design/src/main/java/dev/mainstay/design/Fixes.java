package dev.mainstay.design;

import dev.mainstay.kernel.Lines;
import dev.mainstay.kernel.Problem;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The certain fixes of a check's problems, put into the texts. Pure: writing files is the caller's.
 *
 * @param fixed the problems whose edits were made, in order
 * @param result what a check says of the texts afterwards; its places hold the new texts
 */
public record Fixes(List<Problem> fixed, DesignResult result) {
  /** A fix may uncover another problem that has a fix; an endless exchange is cut off. */
  private static final int MOST_ROUNDS = 10;

  public Fixes {
    fixed = List.copyOf(fixed);
  }

  /**
   * Makes all certain edits, reads again, and goes on until there are none or nothing gets better.
   */
  public static Fixes make(DesignResult checked, Surroundings surroundings) {
    List<Problem> fixed = new ArrayList<>();
    Set<List<SourceText>> seen = new HashSet<>();
    DesignResult result = checked;
    for (int round = 0; round < MOST_ROUNDS; round++) {
      List<SourceText> texts = result.places().texts();
      if (!seen.add(texts)) {
        break;
      }
      Round made = round(texts, result.problems());
      if (made.edited().isEmpty()) {
        break;
      }
      DesignResult next = DesignReader.read(made.texts(), surroundings);
      if (result.read().isPresent() && next.read().isEmpty()) {
        break;
      }
      fixed.addAll(made.edited());
      result = next;
    }
    return new Fixes(fixed, result);
  }

  /**
   * The edits of one reading.
   *
   * @param edited the problems whose edit was made; of edits that overlap, only the first
   */
  record Round(List<SourceText> texts, List<Problem> edited) {}

  static Round round(List<SourceText> texts, List<Problem> problems) {
    Map<String, List<Change>> changes = new LinkedHashMap<>();
    Map<String, Lines> lines = new LinkedHashMap<>();
    texts.forEach(text -> lines.putIfAbsent(text.file(), new Lines(text.file(), text.text())));
    for (Problem problem : problems) {
      Problem.Edit edit = problem.edit();
      Lines in = edit == null ? null : lines.get(edit.place().file());
      int start = edit == null || in == null ? -1 : in.start(edit.place());
      if (edit != null && start >= 0) {
        changes
            .computeIfAbsent(edit.place().file(), file -> new ArrayList<>())
            .add(new Change(start, start + edit.place().length(), edit.replacement(), problem));
      }
    }
    List<Problem> edited = new ArrayList<>();
    Set<String> done = new HashSet<>();
    List<SourceText> after = new ArrayList<>();
    for (SourceText text : texts) {
      List<Change> own = done.add(text.file()) ? changes.get(text.file()) : null;
      after.add(own == null ? text : new SourceText(text.file(), edit(text.text(), own, edited)));
    }
    return new Round(after, edited);
  }

  private record Change(int start, int end, String replacement, Problem problem) {}

  private static String edit(String text, List<Change> changes, List<Problem> edited) {
    List<Change> ordered = new ArrayList<>(changes);
    ordered.sort(Comparator.comparingInt(Change::start).thenComparingInt(Change::end));
    var out = new StringBuilder();
    int at = 0;
    Change last = null;
    for (Change change : ordered) {
      boolean again =
          last != null
              && last.start() == change.start()
              && last.end() == change.end()
              && last.replacement().equals(change.replacement());
      if (again) {
        edited.add(change.problem());
      } else if (change.start() >= at) {
        out.append(text, at, change.start()).append(change.replacement());
        at = change.end();
        last = change;
        edited.add(change.problem());
      }
    }
    return out.append(text, at, text.length()).toString();
  }
}
