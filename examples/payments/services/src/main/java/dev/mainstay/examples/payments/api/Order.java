package dev.mainstay.examples.payments.api;

import dev.mainstay.toolkit.HttpError;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * What a merchant asks for.
 *
 * @param amount in the currency's hundredths
 * @param account the card number or the IBAN
 */
record Order(String merchant, long amount, String currency, Method method, String account) {
  private static final Set<String> CURRENCIES = Set.of("CHF", "EUR", "GBP", "USD");
  private static final BigDecimal LIMIT = new BigDecimal("1000000.00");

  /** How the money comes. */
  enum Method {
    CARD("card", "cardNumber", "[0-9]{12,19}"),
    BANK_TRANSFER("bank-transfer", "iban", "[A-Z]{2}[0-9]{2}[A-Z0-9]{10,30}");

    final String word;
    final String accountField;
    final String accountPattern;

    Method(String word, String accountField, String accountPattern) {
      this.word = word;
      this.accountField = accountField;
      this.accountPattern = accountPattern;
    }

    static Method of(String word) {
      return word.equals(BANK_TRANSFER.word) ? BANK_TRANSFER : CARD;
    }
  }

  /**
   * Reads a request's body.
   *
   * @throws HttpError 400 with every problem
   */
  static Order from(JsonNode body) {
    List<String> problems = new ArrayList<>();
    String merchant = text(body, "merchant");
    if (merchant.isEmpty() || merchant.length() > 100) {
      problems.add("merchant: \"" + merchant + "\" (expected: a merchant's id)");
    }
    String currency = text(body, "currency");
    if (!CURRENCIES.contains(currency)) {
      problems.add("currency: \"" + currency + "\" (expected: CHF, EUR, GBP or USD)");
    }
    long amount = amount(text(body, "amount"), problems);
    String word = text(body, "method");
    Method method = Method.of(word);
    if (!method.word.equals(word)) {
      problems.add("method: \"" + word + "\" (expected: card or bank-transfer)");
    }
    String account = text(body, method.accountField);
    if (method.word.equals(word) && !account.matches(method.accountPattern)) {
      problems.add(method.accountField + ": missing or malformed (expected: of a " + word + ")");
    }
    if (!problems.isEmpty()) {
      throw new HttpError(400, String.join("; ", problems));
    }
    return new Order(merchant, amount, currency, method, account);
  }

  private static long amount(String text, List<String> problems) {
    try {
      BigDecimal amount = new BigDecimal(text);
      if (amount.signum() > 0 && amount.scale() <= 2 && amount.compareTo(LIMIT) <= 0) {
        return amount.movePointRight(2).longValueExact();
      }
    } catch (NumberFormatException e) {
      // Told below, with the other problems.
    }
    problems.add("amount: \"" + text + "\" (expected: \"0.01\" to \"" + LIMIT + "\")");
    return 0;
  }

  private static String text(JsonNode body, String field) {
    return body.path(field).asString("").strip();
  }

  /** What is remembered of the account: its last four characters. */
  String maskedAccount() {
    return "…" + account.substring(account.length() - 4);
  }

  /** Tells whether a repeated idempotency key comes with the same request. */
  String fingerprint() {
    return String.join(
        "|", merchant, String.valueOf(amount), currency, method.word, maskedAccount());
  }

  @Override
  public String toString() {
    return fingerprint();
  }
}
