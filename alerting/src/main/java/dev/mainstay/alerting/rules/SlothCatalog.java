package dev.mainstay.alerting.rules;

import dev.mainstay.alerting.rules.SlothWindows.Burn;
import dev.mainstay.design.yaml.Node;
import dev.mainstay.kernel.Place;
import dev.mainstay.kernel.Problem;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The windows that Sloth has for each length of an objective: its own for 28 and 30 days, and those
 * of documents of kind {@code AlertWindows}, which take the place of its own.
 */
final class SlothCatalog {
  static final String KIND = "AlertWindows";

  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}(\\.[0-9]{1,12})?");

  private final Map<Duration, SlothWindows> windows = new TreeMap<>();
  private final Map<Duration, Place> stated = new HashMap<>();
  private boolean broken;

  SlothCatalog() {
    for (int days : new int[] {28, 30}) {
      windows.put(Duration.ofDays(days), SlothWindows.of(Duration.ofDays(days)));
    }
  }

  /** Takes a document of {@link #KIND}. */
  void read(Section document, Consumer<Problem> problems) {
    document.has("metadata");
    Optional<Section> spec = document.section("spec");
    document.rest();
    if (spec.isEmpty()) {
      document.missing("spec", "sloPeriod, page and ticket");
      broken = true;
      return;
    }
    Optional<SlothWindows> read = windows(spec.get(), problems);
    read.ifPresent(each -> put(each, spec.get().place("sloPeriod"), problems));
    broken |= read.isEmpty();
  }

  private void put(SlothWindows read, Place place, Consumer<Problem> problems) {
    Place first = stated.putIfAbsent(read.period(), place);
    if (first != null) {
      broken = true;
      problems.accept(
          new Problem(
              "MS-F002",
              Problem.Severity.ERROR,
              "sloPeriod: windows for %s are there twice"
                  .formatted(RuleFileText.length(read.period())),
              place,
              List.of(new Problem.Related(first, "first stated here")),
              null,
              "nobody can tell by which of the two an objective is watched",
              "leave one of them out"));
      return;
    }
    windows.put(read.period(), read);
  }

  private static Optional<SlothWindows> windows(Section spec, Consumer<Problem> problems) {
    Optional<Duration> period = length(spec, "sloPeriod", "7d", problems);
    Optional<Section> page = part(spec, "page", "quick and slow");
    Optional<Section> ticket = part(spec, "ticket", "quick and slow");
    spec.rest();
    Optional<Burn> pageQuick = page.flatMap(each -> burn(each, "quick", problems));
    Optional<Burn> pageSlow = page.flatMap(each -> burn(each, "slow", problems));
    Optional<Burn> ticketQuick = ticket.flatMap(each -> burn(each, "quick", problems));
    Optional<Burn> ticketSlow = ticket.flatMap(each -> burn(each, "slow", problems));
    page.ifPresent(Section::rest);
    ticket.ifPresent(Section::rest);
    if (period.isEmpty()
        || pageQuick.isEmpty()
        || pageSlow.isEmpty()
        || ticketQuick.isEmpty()
        || ticketSlow.isEmpty()) {
      return Optional.empty();
    }
    if (pageQuick.get().shorter().compareTo(period.get()) >= 0) {
      problems.accept(
          Problem.error(
              "MS-F008",
              "page.quick.shortWindow: %s is not below sloPeriod, %s, whose share of errors is the mean over it"
                  .formatted(
                      RuleFileText.length(pageQuick.get().shorter()),
                      RuleFileText.length(period.get())),
              spec.place("sloPeriod"),
              "write a shorter window, such as 5m"));
      return Optional.empty();
    }
    return Optional.of(
        new SlothWindows(
            period.get(), pageQuick.get(), pageSlow.get(), ticketQuick.get(), ticketSlow.get()));
  }

  private static Optional<Section> part(Section section, String key, String what) {
    Optional<Section> part = section.section(key);
    if (part.isEmpty() && !section.has(key)) {
      section.missing(key, what);
    }
    return part;
  }

  private static Optional<Burn> burn(Section part, String key, Consumer<Problem> problems) {
    Optional<Section> burn = part(part, key, "errorBudgetPercent, shortWindow and longWindow");
    if (burn.isEmpty()) {
      return Optional.empty();
    }
    Optional<Double> percent = percent(burn.get(), problems);
    Optional<Duration> shorter = length(burn.get(), "shortWindow", "5m", problems);
    Optional<Duration> longer = length(burn.get(), "longWindow", "1h", problems);
    burn.get().rest();
    if (percent.isEmpty() || shorter.isEmpty() || longer.isEmpty()) {
      return Optional.empty();
    }
    if (shorter.get().compareTo(longer.get()) > 0) {
      problems.accept(
          new Problem(
              "MS-F008",
              Problem.Severity.WARNING,
              "shortWindow: %s is longer than longWindow, %s"
                  .formatted(RuleFileText.length(shorter.get()), RuleFileText.length(longer.get())),
              burn.get().place("shortWindow"),
              List.of(new Problem.Related(burn.get().place("longWindow"), "the longer one")),
              null,
              "the alert goes on for as long as the longer window remembers the errors",
              "exchange the two"));
    }
    return Optional.of(new Burn(percent.get(), shorter.get(), longer.get()));
  }

  private static Optional<Double> percent(Section burn, Consumer<Problem> problems) {
    String key = "errorBudgetPercent";
    Optional<Node.Scalar> written = burn.scalar(key);
    if (written.isEmpty()) {
      if (!burn.has(key)) {
        burn.missing(key, "a percentage above 0, such as 2");
      }
      return Optional.empty();
    }
    Optional<Double> percent =
        written
            .map(Node.Scalar::text)
            .filter(text -> NUMBER.matcher(text).matches())
            .map(Double::valueOf)
            .filter(value -> value > 0);
    if (percent.isEmpty()) {
      problems.accept(Section.notOfItsForm(key, written.get(), "a number above 0, such as 12.5"));
    }
    return percent;
  }

  /** A length above zero. */
  private static Optional<Duration> length(
      Section section, String key, String example, Consumer<Problem> problems) {
    if (!section.has(key)) {
      section.missing(key, "a duration such as " + example);
      return Optional.empty();
    }
    Optional<Duration> length = section.duration(key);
    if (length.isPresent() && !length.get().isPositive()) {
      section
          .scalar(key)
          .ifPresent(scalar ->
              problems.accept(
                  Section.notOfItsForm(key, scalar, "a duration above 0, such as " + example)));
      return Optional.empty();
    }
    return length;
  }

  /** Empty when there are none for objectives of that length. */
  Optional<SlothWindows> of(Duration period) {
    return Optional.ofNullable(windows.get(period));
  }

  /** Whether a document was not taken, which may be the one that is missing. */
  boolean isBroken() {
    return broken;
  }

  /** That there are none. */
  Problem missing(Duration period, Place place) {
    String length = RuleFileText.length(period);
    String known =
        windows.keySet().stream().map(RuleFileText::length).collect(Collectors.joining(", "));
    return Problem.error(
        "MS-F009",
        "no windows for objectives over %s (expected: %s, or a document of kind %s with `sloPeriod: %s` among the files)"
            .formatted(length, known, KIND, length),
        place,
        "write the windows, or name another period");
  }
}
