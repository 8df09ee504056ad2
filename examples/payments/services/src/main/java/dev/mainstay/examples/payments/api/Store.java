package dev.mainstay.examples.payments.api;

import dev.mainstay.toolkit.Dependency;
import java.util.Map;
import java.util.Optional;

/** What the service keeps in PostgreSQL; each method is one guarded call of it. */
final class Store {
  private final Dependency postgres;
  private final Intake intake;
  private final Ledger ledger;
  private final Details details;

  Store(Dependency postgres, Database database) {
    this.postgres = postgres;
    this.intake = new Intake(database);
    this.ledger = new Ledger(database);
    this.details = new Details(database);
  }

  Payment take(String key, Order order) {
    return postgres.call(context -> intake.take(key, order));
  }

  Optional<Payment> takeRefund(String id) {
    return postgres.call(context -> intake.takeRefund(id));
  }

  Payment complete(Payment payment, boolean review) {
    return postgres.call(context -> ledger.apply(Ledger.Move.COMPLETE, payment, review));
  }

  Payment decline(Payment payment) {
    return postgres.call(context -> ledger.apply(Ledger.Move.DECLINE, payment, payment.review()));
  }

  Payment refund(Payment payment) {
    return postgres.call(context -> ledger.apply(Ledger.Move.REFUND, payment, payment.review()));
  }

  Optional<Map<String, Object>> find(String id) {
    return postgres.call(context -> details.find(id));
  }
}
