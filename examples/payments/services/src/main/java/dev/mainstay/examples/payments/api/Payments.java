package dev.mainstay.examples.payments.api;

import dev.mainstay.examples.payments.api.FraudCheck.Verdict;
import dev.mainstay.examples.payments.api.Payment.Status;
import dev.mainstay.toolkit.DependencyFailed;
import dev.mainstay.toolkit.HttpError;
import dev.mainstay.toolkit.Metrics;
import java.util.Map;

/** What merchants can do with payments. */
final class Payments {
  private final Store store;
  private final Merchants merchants;
  private final FraudCheck fraud;
  private final CardNetwork cards;
  private final Metrics.Counter ended;

  Payments(Store store, Merchants merchants, FraudCheck fraud, CardNetwork cards, Metrics metrics) {
    this.store = store;
    this.merchants = merchants;
    this.fraud = fraud;
    this.cards = cards;
    this.ended = metrics.counter("payments_total", "Payments by how they ended.", "status");
    for (String status : new String[] {"completed", "declined", "failed"}) {
      ended.add(0, status);
    }
  }

  /**
   * A payment, and whether this request made it.
   *
   * @param created false for the answer to a repeated request
   */
  record Outcome(Payment payment, boolean created) {}

  /** Takes a payment once per key. A key whose first request broke off is carried on. */
  Outcome create(String key, Order order) {
    try {
      Outcome outcome = take(key, order);
      if (outcome.created()) {
        ended.increment(outcome.payment().status().word());
      }
      return outcome;
    } catch (DependencyFailed e) {
      ended.increment("failed");
      throw e;
    }
  }

  private Outcome take(String key, Order order) {
    if (!merchants.exists(order.merchant())) {
      throw new HttpError(422, "merchant: no merchant has the id \"" + order.merchant() + "\"");
    }
    Payment payment = store.take(key, order);
    if (!payment.request().equals(order.fingerprint())) {
      throw new HttpError(422, "Idempotency-Key: already used for another request");
    }
    if (payment.status() != Status.PENDING) {
      return new Outcome(payment, false);
    }
    Verdict verdict = fraud.check(payment);
    if (verdict == Verdict.REJECT || !charged(payment, order)) {
      return new Outcome(store.decline(payment), true);
    }
    return new Outcome(store.complete(payment, verdict == Verdict.REVIEW), true);
  }

  private boolean charged(Payment payment, Order order) {
    return switch (order.method()) {
      case CARD -> cards.charge(payment, order.account());
      case BANK_TRANSFER -> true;
    };
  }

  /** A payment with its ledger. */
  Map<String, Object> get(String id) {
    return store.find(id).orElseThrow(() -> unknown(id));
  }

  /** Gives all of the money back, once. */
  Payment refund(String id) {
    Payment payment = store.takeRefund(id).orElseThrow(() -> unknown(id));
    switch (payment.status()) {
      case REFUNDED -> {
        return payment;
      }
      case PENDING, DECLINED ->
          throw new HttpError(409, "payment " + id + " is " + payment.status().word());
      case COMPLETED -> {
        if (payment.method() == Order.Method.CARD && !cards.refund(payment)) {
          throw new HttpError(409, "payment " + id + ": the card network refuses the refund");
        }
        return store.refund(payment);
      }
    }
    throw new IllegalStateException("payment " + id + ": " + payment.status());
  }

  private static HttpError unknown(String id) {
    return new HttpError(404, "no payment has the id \"" + id + "\"");
  }
}
