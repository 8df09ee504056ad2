package dev.mainstay.design.internal.read;

import dev.mainstay.design.Scaling.Step;
import dev.mainstay.kernel.Bandwidth;
import dev.mainstay.kernel.Bytes;
import dev.mainstay.kernel.Cores;
import dev.mainstay.kernel.Growth;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** The forms of what a machine has: memory, processors, network, storage. */
final class Quantities {
  private static final Pattern SIZE =
      Pattern.compile("(\\d{1,12}(?:\\.\\d{1,6})?)\\s?(B|kB|MB|GB|TB|PB|KiB|MiB|GiB|TiB|PiB)");
  private static final Pattern LOOSE_SIZE =
      Pattern.compile("(\\d{1,12}(?:\\.\\d{1,6})?)\\s?([kmgtp])(i?)(?:b|bytes?)?");
  private static final Pattern CORES = Pattern.compile("(\\d{1,6}(?:\\.\\d{1,3})?)(m?) cores?");
  private static final Pattern LOOSE_CORES =
      Pattern.compile("(\\d{1,6}(?:\\.\\d{1,3})?m?)\\s?(?:cpus?|vcpus?|cores?|threads)?");
  private static final Pattern GROWTH = Pattern.compile("(.+)/(day|week|month|year)");
  private static final Pattern LOOSE_GROWTH =
      Pattern.compile("(.+?)\\s?(?:/|per)\\s?(d|day|w|wk|week|mo|month|y|yr|year)s?");
  private static final Pattern BANDWIDTH =
      Pattern.compile("(\\d{1,9}(?:\\.\\d{1,6})?)\\s?(bps|kbps|Mbps|Gbps|Tbps)");
  private static final Pattern LOOSE_BANDWIDTH =
      Pattern.compile("(\\d{1,9}(?:\\.\\d{1,6})?)\\s?([kmgt])(?:bps|bit/s|bits/s|b/s)");

  /** At least one byte. */
  static final Form<Bytes> BYTES =
      Forms.of(
              "a size with a unit, such as 512 MiB or 4 GB",
              text -> size(text).filter(bytes -> bytes.count() > 0),
              text -> looseSize(text).filter(meant -> !meant.startsWith("0 ")))
          .remembering();

  static final Form<Cores> CORES_ABOVE_ZERO =
      Forms.of(
              "processor time, such as 2 cores or 500m cores",
              text -> {
                var match = CORES.matcher(text);
                if (!match.matches()) {
                  return Optional.empty();
                }
                double count = Double.parseDouble(match.group(1));
                double cores = match.group(2).isEmpty() ? count : count / 1000;
                return cores > 0 ? Optional.of(new Cores(cores)) : Optional.empty();
              },
              text -> {
                var match = LOOSE_CORES.matcher(text.strip().toLowerCase(Locale.ROOT));
                return match.matches() && !match.group(1).equals("0")
                    ? Optional.of(
                        match.group(1) + (match.group(1).equals("1") ? " core" : " cores"))
                    : Optional.empty();
              })
          .remembering();

  /** A month is 30 days, a year 365. */
  static final Form<Growth> GROWTH_RATE =
      Forms.of(
          "a growth, such as 10 GB/month (of 30 days)",
          text -> {
            var match = GROWTH.matcher(text);
            return match.matches()
                ? size(match.group(1)).map(bytes -> new Growth(bytes, period(match.group(2))))
                : Optional.empty();
          },
          text -> {
            var match = LOOSE_GROWTH.matcher(text.strip().toLowerCase(Locale.ROOT));
            if (!match.matches()) {
              return Optional.empty();
            }
            String written = text.strip().substring(0, match.group(1).length());
            return size(written)
                .map(Bytes::toString)
                .or(() -> looseSize(written))
                .map(bytes -> bytes + "/" + unit(match.group(2)));
          });

  static final Form<Bandwidth> BANDWIDTH_ABOVE_ZERO =
      Forms.of(
          "a bandwidth, such as 100 Mbps",
          text -> {
            var match = BANDWIDTH.matcher(text);
            if (!match.matches()) {
              return Optional.empty();
            }
            double factor = Math.pow(1000, "bkMGT".indexOf(match.group(2).charAt(0)));
            double bits = Double.parseDouble(match.group(1)) * factor;
            return bits > 0 ? Optional.of(new Bandwidth(bits)) : Optional.empty();
          },
          text -> {
            var match = LOOSE_BANDWIDTH.matcher(text.strip().toLowerCase(Locale.ROOT));
            return match.matches()
                ? Optional.of(match.group(1) + " " + decimal(match.group(2)) + "bps")
                : Optional.empty();
          });

  /** Instances added or taken away at once. */
  static final Form<Step> STEP =
      Forms.of(
          "a number of instances or a share of them, such as 2 or 50 %",
          text ->
              Forms.count(1, 100_000)
                  .parse(text)
                  .<Step>map(Step.Count::new)
                  .or(() ->
                      Forms.PERCENT
                          .parse(text)
                          .filter(share -> share.asFraction() > 0)
                          .map(Step.Share::new)));

  private Quantities() {}

  private static Optional<Bytes> size(String text) {
    var match = SIZE.matcher(text);
    if (!match.matches()) {
      return Optional.empty();
    }
    String unit = match.group(2);
    int power =
        "BkMGTP".indexOf(Character.toUpperCase(unit.charAt(0)) == 'K' ? 'k' : unit.charAt(0));
    var step = BigDecimal.valueOf(unit.endsWith("iB") ? 1024 : 1000);
    var count = new BigDecimal(match.group(1)).multiply(step.pow(power));
    return count.compareTo(BigDecimal.valueOf(Long.MAX_VALUE / 1024)) > 0
        ? Optional.empty()
        : Optional.of(new Bytes(count.setScale(0, RoundingMode.HALF_UP).longValueExact()));
  }

  /** {@code 512Mi} and {@code 4G}, as Kubernetes writes them, and other cases. */
  private static Optional<String> looseSize(String text) {
    var match = LOOSE_SIZE.matcher(text.strip().toLowerCase(Locale.ROOT));
    if (!match.matches()) {
      return Optional.empty();
    }
    String prefix = decimal(match.group(2));
    String unit = match.group(3).isEmpty() ? prefix : prefix.toUpperCase(Locale.ROOT) + "i";
    return Optional.of(match.group(1) + " " + unit + "B");
  }

  private static String decimal(String prefix) {
    return prefix.equals("k") ? prefix : prefix.toUpperCase(Locale.ROOT);
  }

  private static String unit(String word) {
    return switch (word.charAt(0)) {
      case 'd' -> "day";
      case 'w' -> "week";
      case 'm' -> "month";
      default -> "year";
    };
  }

  private static Duration period(String unit) {
    return switch (unit) {
      case "day" -> Duration.ofDays(1);
      case "week" -> Duration.ofDays(7);
      case "month" -> Growth.MONTH;
      default -> Duration.ofDays(365);
    };
  }
}
