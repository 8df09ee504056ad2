package dev.mainstay.store;

import dev.mainstay.kernel.Journal;
import dev.mainstay.response.IncidentStore;
import org.junit.jupiter.api.extension.RegisterExtension;

class SqlIncidentStoreTest extends IncidentStoreContract {
  @RegisterExtension final SqliteStore sqlite = new SqliteStore();

  @Override
  IncidentStore store() {
    return new SqlIncidentStore(sqlite.database());
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
