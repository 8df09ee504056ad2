package dev.mainstay.store;

import dev.mainstay.kernel.Journal;
import dev.mainstay.objectives.live.LiveStore;
import org.junit.jupiter.api.extension.RegisterExtension;

class SqlLiveStoreTest extends LiveStoreContract {
  @RegisterExtension final SqliteStore sqlite = new SqliteStore();

  @Override
  LiveStore store() {
    return new SqlLiveStore(sqlite.database());
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
