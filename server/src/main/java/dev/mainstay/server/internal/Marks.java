package dev.mainstay.server.internal;

import dev.mainstay.kernel.Journal;
import dev.mainstay.server.internal.view.SignalsView.Mark;
import java.util.List;
import java.util.stream.Stream;

/** The facts that explain a chart, as marks on it. */
final class Marks {
  private Marks() {}

  static List<Mark> of(List<Journal.Entry> entries) {
    return entries.stream().flatMap(Marks::of).toList();
  }

  private static Stream<Mark> of(Journal.Entry entry) {
    var event = entry.event();
    String kind =
        switch (event.type()) {
          case "deployment.started",
              "deployment.promoted",
              "deployment.condemned",
              "deployment.rolled-back" ->
              "deployment";
          case "incident.opened", "incident.resolved" -> "incident";
          case "mode.entered", "mode.left" -> "mode";
          default -> "";
        };
    if (kind.isEmpty()) {
      return Stream.of();
    }
    String id = event.subject().substring(event.subject().indexOf('/') + 1);
    String link = kind.equals("mode") ? null : "/" + kind + "s/" + id;
    return Stream.of(new Mark(Numbers.unix(entry.at()), kind, event.summary(), link));
  }
}
