package dev.mainstay.design.internal.read;

import dev.mainstay.design.Objective.Window;
import dev.mainstay.kernel.Bandwidth;
import dev.mainstay.kernel.Bytes;
import dev.mainstay.kernel.Cores;
import dev.mainstay.kernel.Growth;
import dev.mainstay.kernel.Percentage;
import dev.mainstay.kernel.Rate;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The one spelling of a value: a whole number in the largest unit of a duration, in the shortest
 * period of a rate; no zeros that say nothing.
 */
final class Canonical {
  private static final long MILLISECOND = 1_000_000;
  private static final String[] UNITS = {"d", "h", "m", "s"};
  private static final long[] SECONDS = {86_400, 3_600, 60, 1};

  private Canonical() {}

  /** A text that the form reads as that value; empty for what is written in words. */
  static <T> Optional<String> of(Form<T> form, T value) {
    return candidates(value).stream()
        .filter(text -> form.parse(text).filter(value::equals).isPresent())
        .findFirst();
  }

  private static List<String> candidates(Object value) {
    return switch (value) {
      case Duration duration -> List.of(duration(duration));
      case Window window -> List.of(window.calendarMonth() ? "month" : duration(window.length()));
      case Percentage share -> List.of(share.toString());
      case Rate rate -> rates(rate);
      case Bytes bytes -> List.of(bytes.toString());
      case Cores cores -> List.of(cores.toString());
      case Growth growth -> List.of(growth.toString());
      case Bandwidth bandwidth -> List.of(bandwidth.toString());
      case Integer count -> List.of(count.toString());
      case Double number -> numbers(number);
      case Boolean truth -> List.of(truth.toString());
      case Enum<?> word -> List.of(Forms.camel(word));
      default -> List.of();
    };
  }

  /** As a design may have it: one number, one unit. */
  static String duration(Duration duration) {
    if (duration.toNanosPart() == 0 && !duration.isZero()) {
      for (int i = 0; i < SECONDS.length; i++) {
        if (duration.toSeconds() % SECONDS[i] == 0) {
          return duration.toSeconds() / SECONDS[i] + UNITS[i];
        }
      }
    }
    return duration.isZero()
        ? "0s"
        : plain(BigDecimal.valueOf(duration.toNanos()).divide(BigDecimal.valueOf(MILLISECOND)))
            + "ms";
  }

  private static List<String> rates(Rate rate) {
    List<String> candidates = new ArrayList<>();
    whole(rate.perSecond(), "/s", candidates);
    whole(rate.perSecond() * 60, "/m", candidates);
    whole(rate.perSecond() * 3600, "/h", candidates);
    return candidates;
  }

  private static void whole(double count, String per, List<String> candidates) {
    String text = rounded(count);
    if (text != null && text.indexOf('.') < 0) {
      candidates.add(text + per);
    }
  }

  private static List<String> numbers(double number) {
    String text = rounded(number);
    return text == null ? List.of() : List.of(text, "x" + text);
  }

  private static @Nullable String rounded(double number) {
    return Double.isFinite(number) ? plain(new BigDecimal(number, new MathContext(12))) : null;
  }

  private static String plain(BigDecimal number) {
    return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
  }
}
