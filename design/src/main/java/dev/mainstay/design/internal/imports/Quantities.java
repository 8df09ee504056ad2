package dev.mainstay.design.internal.imports;

import dev.mainstay.kernel.Bytes;
import dev.mainstay.kernel.Cores;
import dev.mainstay.kernel.Durations;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Other tools' values in the design's units. */
final class Quantities {
  // Of a value that a design takes for one; what is longer is a mistake.
  private static final int MAX_LENGTH = 24;
  private static final Pattern NUMBER =
      Pattern.compile("([0-9]{1,18}(?:\\.[0-9]{1,9})?)(m|k|M|G|T|P|Ki|Mi|Gi|Ti|Pi)?");
  private static final Pattern PROMETHEUS =
      Pattern.compile(
          "(?:([0-9]{1,6})y)?(?:([0-9]{1,6})w)?(?:([0-9]{1,6})d)?(?:([0-9]{1,6})h)?(?:([0-9]{1,8})m)?(?:([0-9]{1,9})s)?(?:([0-9]{1,9})ms)?");
  private static final Map<String, BigDecimal> FACTORS =
      Map.ofEntries(
          Map.entry("m", new BigDecimal("0.001")),
          Map.entry("k", new BigDecimal(1_000)),
          Map.entry("M", new BigDecimal(1_000_000)),
          Map.entry("G", new BigDecimal(1_000_000_000L)),
          Map.entry("T", new BigDecimal(1_000_000_000_000L)),
          Map.entry("P", new BigDecimal(1_000_000_000_000_000L)),
          Map.entry("Ki", new BigDecimal(1L << 10)),
          Map.entry("Mi", new BigDecimal(1L << 20)),
          Map.entry("Gi", new BigDecimal(1L << 30)),
          Map.entry("Ti", new BigDecimal(1L << 40)),
          Map.entry("Pi", new BigDecimal(1L << 50)));

  private Quantities() {}

  private static Optional<BigDecimal> quantity(String text) {
    Matcher matcher = NUMBER.matcher(text);
    if (text.length() > MAX_LENGTH || !matcher.matches()) {
      return Optional.empty();
    }
    BigDecimal number = new BigDecimal(matcher.group(1));
    String unit = matcher.group(2);
    return Optional.of(unit == null ? number : number.multiply(FACTORS.get(unit)));
  }

  /** Kubernetes' {@code 500m} is {@code 0.5 cores}. */
  static Optional<String> cores(String text) {
    return quantity(text)
        .filter(value -> value.signum() > 0 && value.compareTo(BigDecimal.valueOf(100_000)) < 0)
        .map(value -> new Cores(value.doubleValue()).toString());
  }

  /** Kubernetes' {@code 512Mi} is {@code 512 MiB}. */
  static Optional<String> bytes(String text) {
    return quantity(text)
        .map(value -> value.setScale(0, RoundingMode.CEILING))
        .filter(value -> value.signum() > 0 && value.toBigInteger().bitLength() < 60)
        .map(value -> new Bytes(value.longValueExact()).toString());
  }

  static Optional<Integer> whole(String text) {
    return text.matches("[0-9]{1,7}") ? Optional.of(Integer.parseInt(text)) : Optional.empty();
  }

  static Optional<BigDecimal> decimal(String text) {
    return text.matches("[0-9]{1,12}(\\.[0-9]{1,12})?%?")
        ? Optional.of(new BigDecimal(text.replace("%", "")))
        : Optional.empty();
  }

  static String seconds(long seconds) {
    return Durations.written(Duration.ofSeconds(seconds));
  }

  /** Prometheus' {@code 1h30m}, {@code 4w}; a year is 365 days. Empty when it is none, or zero. */
  static Optional<Duration> duration(String text) {
    Matcher matcher = PROMETHEUS.matcher(text);
    if (text.isEmpty() || text.length() > MAX_LENGTH || !matcher.matches()) {
      return Optional.empty();
    }
    long[] seconds = {365 * 86_400L, 7 * 86_400L, 86_400, 3_600, 60, 1};
    Duration sum = Duration.ZERO;
    for (int i = 0; i < seconds.length; i++) {
      if (matcher.group(i + 1) != null) {
        sum = sum.plusSeconds(Long.parseLong(matcher.group(i + 1)) * seconds[i]);
      }
    }
    if (matcher.group(7) != null) {
      sum = sum.plusMillis(Long.parseLong(matcher.group(7)));
    }
    return Optional.of(sum);
  }
}
