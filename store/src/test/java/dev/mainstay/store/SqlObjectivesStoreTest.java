package dev.mainstay.store;

import dev.mainstay.kernel.Journal;
import dev.mainstay.objectives.ObjectivesStore;
import org.junit.jupiter.api.extension.RegisterExtension;

class SqlObjectivesStoreTest extends ObjectivesStoreContract {
  @RegisterExtension final SqliteStore sqlite = new SqliteStore();

  @Override
  ObjectivesStore store() {
    return new SqlObjectivesStore(sqlite.database());
  }

  @Override
  Journal journal() {
    return sqlite.database().journal();
  }

  @Override
  void reopen() {
    sqlite.reopen();
  }
}
