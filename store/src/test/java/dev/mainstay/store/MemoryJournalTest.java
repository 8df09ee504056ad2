package dev.mainstay.store;

import dev.mainstay.kernel.Event;
import dev.mainstay.kernel.Journal;
import dev.mainstay.testkit.MemoryJournal;
import java.util.List;

class MemoryJournalTest extends JournalContract {
  private final MemoryJournal journal = new MemoryJournal(time);

  @Override
  Journal open() {
    return journal;
  }

  @Override
  void append(List<Event> events) {
    journal.append(events);
  }
}
