package dev.mainstay.store;

import dev.mainstay.alerting.AlertStore;
import dev.mainstay.kernel.Journal;
import org.junit.jupiter.api.extension.RegisterExtension;

class SqlAlertStoreTest extends AlertStoreContract {
  @RegisterExtension final SqliteStore sqlite = new SqliteStore();

  @Override
  AlertStore store() {
    return new SqlAlertStore(sqlite.database());
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
