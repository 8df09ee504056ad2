package dev.mainstay.store;

import dev.mainstay.delivery.DeliveryStore;
import dev.mainstay.kernel.Journal;
import org.junit.jupiter.api.extension.RegisterExtension;

class SqlDeliveryStoreTest extends DeliveryStoreContract {
  @RegisterExtension final SqliteStore sqlite = new SqliteStore();

  @Override
  DeliveryStore store() {
    return new SqlDeliveryStore(sqlite.database());
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
