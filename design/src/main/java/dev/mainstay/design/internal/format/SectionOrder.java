package dev.mainstay.design.internal.format;

import dev.mainstay.design.internal.format.Entry.Block;
import dev.mainstay.design.internal.format.Entry.Note;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The order of a document's sections, that of the documentation. */
public final class SectionOrder {
  /** Of a service, and of a part of one. */
  public static final List<String> SERVICE =
      List.of(
          "apiVersion",
          "kind",
          "name",
          "owner",
          "criticality",
          "summary",
          "platform",
          "documentation",
          "traffic",
          "interface",
          "instances",
          "telemetry",
          "health",
          "dependencies",
          "degradation",
          "tier",
          "objectives",
          "alerts",
          "observability",
          "recovery",
          "delivery",
          "overload",
          "capacity",
          "security",
          "planning",
          "accepted",
          "decisions");

  public static final List<String> ORGANISATION =
      List.of(
          "apiVersion",
          "kind",
          "name",
          "people",
          "teams",
          "paging",
          "smtp",
          "runbooks",
          "severities",
          "targets",
          "windows",
          "holidays",
          "freezes",
          "environments",
          "retention",
          "tiers",
          "costCentres",
          "checks");

  private SectionOrder() {}

  /**
   * Puts the sections in order.
   *
   * @return the comments at the document's start that belong to none of them
   */
  static List<Note> apply(Block root, List<String> order) {
    List<Note> head = new ArrayList<>();
    Entry first = root.entries.getFirst();
    int heading = heading(first);
    head.addAll(first.before.subList(0, heading));
    first.before.subList(0, heading).clear();
    root.entries.sort(
        Comparator.comparingInt((Entry entry) -> {
          int index = order.indexOf(entry.name);
          return index < 0 ? order.size() : index;
        }));
    Entry now = root.entries.getFirst();
    if (now != first) {
      boolean blank = isAfterBlank(now);
      after(now, isAfterBlank(first));
      after(first, blank);
    }
    return head;
  }

  /** How many of the comments before the first section end with a blank line. */
  private static int heading(Entry first) {
    if (first.blank) {
      return first.before.size();
    }
    for (int i = first.before.size() - 1; i > 0; i--) {
      if (first.before.get(i).blank()) {
        return i;
      }
    }
    return 0;
  }

  private static boolean isAfterBlank(Entry entry) {
    return entry.before.isEmpty() ? entry.blank : entry.before.getFirst().blank();
  }

  private static void after(Entry entry, boolean blank) {
    if (entry.before.isEmpty()) {
      entry.blank = blank;
    } else {
      Note note = entry.before.getFirst();
      entry.before.set(0, new Note(note.text(), note.column(), blank));
    }
  }
}
