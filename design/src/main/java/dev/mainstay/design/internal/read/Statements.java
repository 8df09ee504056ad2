package dev.mainstay.design.internal.read;

import dev.mainstay.design.Objective.Sli;
import dev.mainstay.design.Promise.Contract;
import dev.mainstay.design.Promise.Good;
import dev.mainstay.design.Promise.Measured;
import dev.mainstay.design.Selector;
import dev.mainstay.kernel.Percentage;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The sentences that promises are made of. */
final class Statements {
  private static final Pattern STATUS = Pattern.compile("status\\s*<\\s*(\\d{3})");
  private static final Pattern DURATION = Pattern.compile("duration\\s*<\\s*(.+)");
  private static final Pattern PERCENTILE =
      Pattern.compile("p(\\d{2}(?:\\.?\\d{1,3})?)\\s*<\\s*(.+)");
  private static final Pattern ERRORS = Pattern.compile("errors\\s*<\\s*(.+)");
  private static final Pattern THROUGHPUT = Pattern.compile("throughput\\s*>\\s*(.+)");
  private static final int SERVER_ERROR = 500;

  static final Form<Statement> HTTP =
      Forms.of(
              "`status < 500`, `duration < 200ms`, `p95 < 200ms`, `errors < 0.1 %` or"
                  + " `throughput > 100/s`",
              text -> http(text.strip()))
          .spelt(
              Spelling.pattern(
                  "\\s*(status|duration|p\\d[\\d.]*|errors|throughput)\\s*[<>][\\s\\S]+"));

  static final Form<Contract> CONTRACT =
      Forms.of(
              "a percentage between 0 % and 100 %, such as 99.95 %, or `p95 < 500ms`",
              text -> contract(text.strip()), Forms.PERCENT::suggestion)
          .spelt(
              Spelling.pattern(
                  "\\s*(p\\d[\\d.]*\\s*<[\\s\\S]+|errors\\s*<[\\s\\S]+|[\\d.]+\\s?%)\\s*"));

  static final Form<Measured> MEASURED =
      Forms.of(
              "a percentage, a duration or a rate, such as 99.97 %",
              text ->
                  Forms.PERCENT
                      .parse(text)
                      .<Measured>map(Measured.Share::new)
                      .or(() -> Forms.DURATION_ABOVE_ZERO.parse(text).map(Measured.Percentile::new))
                      .or(() -> Forms.RATE_ABOVE_ZERO.parse(text).map(Measured.Throughput::new)),
              Forms.PERCENT::suggestion)
          .spelt(Spelling.pattern("[\\d.]+(\\s?(%|ms|s|m|h|d)|/[smh])"));

  private Statements() {}

  /**
   * What is promised, and the share that the sentence itself names.
   *
   * @param implied null when the sentence names none
   */
  record Statement(Good good, @Nullable Percentage implied) {
    /** For one that cannot be read; its share keeps a missing slo from being reported as well. */
    static final Statement UNKNOWN =
        new Statement(new Good.Status(SERVER_ERROR), Percentage.of("99"));
  }

  /** How it is measured; empty when it is only declared. */
  static Optional<Sli> measured(Good good) {
    return switch (good) {
      case Good.Status(int badFrom) -> Optional.of(new Sli.Availability(badFrom));
      case Good.Faster(Duration than) -> Optional.of(new Sli.Latency(than));
      case Good.Counted(Selector some, Selector total) -> Optional.of(new Sli.Ratio(some, total));
      case Good.Kept ignored -> Optional.empty();
      case Good.Delivered ignored -> Optional.empty();
      case Good.Throughput ignored -> Optional.empty();
    };
  }

  private static Optional<Statement> http(String text) {
    Matcher status = STATUS.matcher(text);
    if (status.matches()) {
      int code = Integer.parseInt(status.group(1));
      return code > 100 && code < 600
          ? Optional.of(new Statement(new Good.Status(code), null))
          : Optional.empty();
    }
    Matcher duration = DURATION.matcher(text);
    if (duration.matches()) {
      return Forms.DURATION_ABOVE_ZERO
          .parse(duration.group(1))
          .map(than -> new Statement(new Good.Faster(than), null));
    }
    Matcher percentile = PERCENTILE.matcher(text);
    if (percentile.matches()) {
      return Forms.DURATION_ABOVE_ZERO
          .parse(percentile.group(2))
          .map(than -> new Statement(new Good.Faster(than), share(percentile.group(1))));
    }
    Matcher errors = ERRORS.matcher(text);
    if (errors.matches()) {
      return Forms.PERCENT
          .parse(errors.group(1))
          .map(most -> new Statement(new Good.Status(SERVER_ERROR), most.complement()));
    }
    Matcher throughput = THROUGHPUT.matcher(text);
    if (throughput.matches()) {
      return Forms.RATE_ABOVE_ZERO
          .parse(throughput.group(1))
          .map(least -> new Statement(new Good.Throughput(least), null));
    }
    return Optional.empty();
  }

  private static Optional<Contract> contract(String text) {
    Matcher percentile = PERCENTILE.matcher(text);
    if (percentile.matches()) {
      return Forms.DURATION_ABOVE_ZERO
          .parse(percentile.group(2))
          .map(than -> new Contract(share(percentile.group(1)), than));
    }
    Matcher errors = ERRORS.matcher(text);
    if (errors.matches()) {
      return Forms.PERCENT
          .parse(errors.group(1))
          .map(most -> new Contract(most.complement(), null));
    }
    return Forms.PERCENT.parse(text).map(share -> new Contract(share, null));
  }

  /** {@code p95} is 95 %; {@code p999} and {@code p99.9} are 99.9 %. */
  private static Percentage share(String digits) {
    String plain = digits.replace(".", "");
    return new Percentage(new BigDecimal("0." + plain));
  }
}
