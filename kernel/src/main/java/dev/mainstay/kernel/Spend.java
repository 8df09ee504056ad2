package dev.mainstay.kernel;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;

/**
 * Money over time, {@code 400 USD/week}.
 *
 * @param money spent in each {@code per}
 * @param per an hour, a day, a week, a month of 30 days or a year of 365
 */
public record Spend(Money money, Duration per) {
  public Spend {
    if (per.isZero() || per.isNegative()) {
      throw new IllegalArgumentException("spend per " + per + " (expected: above zero)");
    }
  }

  public String currency() {
    return money.currency();
  }

  /** The amount spent in another time at the same pace, to 12 digits. */
  public BigDecimal in(Duration time) {
    return money
        .amount()
        .multiply(BigDecimal.valueOf(time.toSeconds()))
        .divide(BigDecimal.valueOf(per.toSeconds()), new MathContext(12, RoundingMode.HALF_UP));
  }

  /** {@code h}, {@code day}, {@code week}, {@code month} or {@code year}. */
  public String period() {
    return switch ((int) per.toHours()) {
      case 1 -> "h";
      case 24 -> "day";
      case 24 * 7 -> "week";
      case 24 * 30 -> "month";
      case 24 * 365 -> "year";
      default -> Durations.written(per);
    };
  }

  @Override
  public String toString() {
    return money + "/" + period();
  }
}
