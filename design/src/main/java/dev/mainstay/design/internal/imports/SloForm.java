package dev.mainstay.design.internal.imports;

import dev.mainstay.design.slo.BudgetWindow;
import dev.mainstay.design.slo.BudgetWindow.Unit;
import dev.mainstay.design.slo.Slo;
import dev.mainstay.kernel.Problem;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The values of OpenSLO documents, each problem told with its place. */
final class SloForm {
  private static final Pattern LENGTH = Pattern.compile("([1-9][0-9]{0,5})([mhdwMQY])");
  private static final DateTimeFormatter START =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss").withResolverStyle(ResolverStyle.STRICT);
  private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,15}(\\.[0-9]{1,15})?");
  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

  private final Consumer<Problem> problems;

  SloForm(Consumer<Problem> problems) {
    this.problems = problems;
  }

  void missing(Foreign holder, String key) {
    problems.accept(
        Problem.error(
            "MS-F005", key + " is missing", holder.place(), "write it as OpenSLO v1 has it"));
  }

  void wrong(Foreign holder, String key, String value, String expected) {
    problems.accept(
        Problem.error(
            "MS-F007",
            "%s: %s (expected: %s)".formatted(key, value.isEmpty() ? "nothing" : value, expected),
            holder.at(key.split("\\.")).orElse(holder).place(),
            "write " + expected));
  }

  void unknown(Foreign holder, String key, String name, Collection<String> known) {
    unknown(holder, key, name, known, "an SLI document");
  }

  void unknown(
      Foreign holder, String key, String name, Collection<String> known, String otherwise) {
    problems.accept(
        Problem.error(
            "MS-F009",
            "%s: %s is in none of the files (expected: %s)"
                .formatted(key, name, known.isEmpty() ? otherwise : String.join(", ", known)),
            holder.at(key).orElse(holder).place(),
            "add the document, or mend the name"));
  }

  String required(Foreign holder, String... path) {
    String text = holder.text(path);
    if (text.isEmpty()) {
      missing(holder, String.join(".", path));
    }
    return text;
  }

  /** The query of a metric source; empty, and told, when there is none. */
  String query(Foreign metric) {
    String query = metric.text("metricSource", "spec", "query");
    if (query.isEmpty()) {
      missing(metric, "metricSource.spec.query");
    }
    return query;
  }

  Optional<Double> number(Foreign holder, String key) {
    String text = holder.text(key);
    if (!NUMBER.matcher(text).matches()) {
      wrong(holder, key, text, "a number");
      return Optional.empty();
    }
    return Optional.of(Double.parseDouble(text));
  }

  Optional<Slo.Comparison> comparison(Foreign target) {
    var comparison = Slo.Comparison.of(target.text("op"));
    if (comparison == null) {
      wrong(target, "op", target.text("op"), "lte, lt, gte or gt");
    }
    return Optional.ofNullable(comparison);
  }

  /** The share aimed at. */
  Optional<BigDecimal> target(Foreign holder) {
    boolean percent = holder.has("targetPercent");
    String key = percent ? "targetPercent" : "target";
    return share(holder, key, percent ? HUNDRED : BigDecimal.ONE)
        .filter(share -> {
          boolean inside = share.compareTo(BigDecimal.ONE) < 0;
          if (!inside) {
            wrong(holder, key, holder.text(key), percent ? ">= 0 and < 100" : ">= 0 and < 1");
          }
          return inside;
        });
  }

  private Optional<BigDecimal> share(Foreign holder, String key, BigDecimal whole) {
    String text = holder.text(key);
    if (!NUMBER.matcher(text).matches() || text.startsWith("-")) {
      wrong(holder, key, text, "a number from 0 to " + whole);
      return Optional.empty();
    }
    BigDecimal share = new BigDecimal(text);
    if (share.compareTo(whole) > 0) {
      wrong(holder, key, text, "a number from 0 to " + whole);
      return Optional.empty();
    }
    return Optional.of(whole.equals(HUNDRED) ? share.movePointLeft(2) : share);
  }

  Optional<BigDecimal> weight(Foreign target) {
    if (!target.has("compositeWeight")) {
      return Optional.of(BigDecimal.ONE);
    }
    return number(target, "compositeWeight")
        .map(BigDecimal::valueOf)
        .filter(weight -> {
          if (weight.signum() <= 0) {
            wrong(target, "compositeWeight", target.text("compositeWeight"), "> 0");
          }
          return weight.signum() > 0;
        });
  }

  Optional<Slo.Budgeting> budgeting(Foreign document, Foreign target) {
    String method = document.text("spec", "budgetingMethod");
    return switch (method) {
      case "Occurrences" -> Optional.of(new Slo.Budgeting.Occurrences());
      case "Timeslices" -> {
        Optional<Duration> slice = slice(target);
        Optional<BigDecimal> share = share(target, "timeSliceTarget", BigDecimal.ONE);
        yield slice.flatMap(
            length -> share.map(wanted -> new Slo.Budgeting.Timeslices(length, wanted)));
      }
      case "RatioTimeslices" -> slice(target).map(Slo.Budgeting.RatioTimeslices::new);
      default -> {
        wrong(
            document, "spec.budgetingMethod", method, "Occurrences, Timeslices or RatioTimeslices");
        yield Optional.empty();
      }
    };
  }

  private Optional<Duration> slice(Foreign target) {
    String text = target.text("timeSliceWindow");
    Optional<Duration> slice =
        Quantities.duration(text.matches("[0-9]+") ? text + "m" : text)
            .filter(each -> each.toMinutes() >= 1 && each.compareTo(Duration.ofDays(1)) <= 0);
    if (slice.isEmpty()) {
      wrong(target, "timeSliceWindow", text, "1m to 1d");
    }
    return slice;
  }

  Optional<BudgetWindow> window(Foreign document) {
    List<Foreign> windows = document.list("spec", "timeWindow");
    if (windows.size() != 1) {
      wrong(document, "spec.timeWindow", windows.size() + " windows", "one");
      return Optional.empty();
    }
    Foreign window = windows.getFirst();
    Matcher length = LENGTH.matcher(window.text("duration"));
    boolean known = length.matches();
    if (!known) {
      wrong(window, "duration", window.text("duration"), "30d, 4w, 1M, 1Q or the like");
    }
    boolean rolling = window.text("isRolling").equals("true");
    boolean dated = !rolling && window.has("calendar");
    if (!rolling && !dated) {
      missing(window, "calendar");
    }
    Optional<LocalDateTime> start = dated ? start(window) : Optional.empty();
    Optional<ZoneId> zone = dated ? zone(window) : Optional.empty();
    if (!known) {
      return Optional.empty();
    }
    int count = Integer.parseInt(length.group(1));
    Unit unit = unit(length.group(2));
    if (rolling) {
      return Optional.of(new BudgetWindow.Rolling(count, unit));
    }
    return start.isEmpty() || zone.isEmpty()
        ? Optional.empty()
        : Optional.of(new BudgetWindow.Calendar(count, unit, start.get(), zone.get()));
  }

  private static Unit unit(String letter) {
    return switch (letter) {
      case "m" -> Unit.MINUTE;
      case "h" -> Unit.HOUR;
      case "d" -> Unit.DAY;
      case "w" -> Unit.WEEK;
      case "M" -> Unit.MONTH;
      case "Q" -> Unit.QUARTER;
      default -> Unit.YEAR;
    };
  }

  private Optional<LocalDateTime> start(Foreign window) {
    String text = window.text("calendar", "startTime");
    try {
      return Optional.of(LocalDateTime.parse(text, START));
    } catch (DateTimeException e) {
      wrong(
          window,
          "calendar.startTime",
          text,
          "a time that the calendar has, like 2026-01-31 00:00:00");
      return Optional.empty();
    }
  }

  private Optional<ZoneId> zone(Foreign window) {
    String text = window.text("calendar", "timeZone");
    try {
      return Optional.of(ZoneId.of(text));
    } catch (DateTimeException e) {
      wrong(window, "calendar.timeZone", text, "a zone like Europe/Berlin");
      return Optional.empty();
    }
  }
}
