package dev.mainstay.kernel;

import java.math.BigDecimal;

/**
 * An exact amount in one currency.
 *
 * @param amount &ge; 0
 * @param currency three capital letters, as ISO 4217 has them
 */
public record Money(BigDecimal amount, String currency) {
  public Money {
    if (amount.signum() < 0) {
      throw new IllegalArgumentException("money: " + amount + " (expected: >= 0)");
    }
    if (!currency.matches("[A-Z]{3}")) {
      throw new IllegalArgumentException("currency: " + currency + " (expected: such as USD)");
    }
    amount = amount.stripTrailingZeros();
  }

  /** {@code 400 USD}. */
  @Override
  public String toString() {
    return amount.toPlainString() + " " + currency;
  }
}
