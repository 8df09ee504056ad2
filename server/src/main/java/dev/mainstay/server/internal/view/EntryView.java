package dev.mainstay.server.internal.view;

import dev.mainstay.kernel.Journal;
import java.time.Instant;
import java.util.Map;

/** A fact of the journal. */
public record EntryView(
    long sequence,
    Instant at,
    String type,
    String service,
    String subject,
    String summary,
    Map<String, String> data) {

  public static EntryView of(Journal.Entry entry) {
    var event = entry.event();
    return new EntryView(
        entry.sequence(),
        entry.at(),
        event.type(),
        event.service(),
        event.subject(),
        event.summary(),
        event.data());
  }
}
