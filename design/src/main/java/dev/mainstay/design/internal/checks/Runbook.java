package dev.mainstay.design.internal.checks;

import dev.mainstay.design.Alert.Severity;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a check understands of a runbook's text.
 *
 * @param severities named in a line such as {@code Severity: P1}
 * @param reviewed the latest day of a line such as {@code Last reviewed: 2026-10-01}
 * @param reviewEvery of a line such as {@code Review every 90 days}
 * @param names what stands in backticks behind its kind: {@code alert `orders-down`}
 * @param links to other files and to headings
 * @param replicas what its commands scale to
 * @param steps items of lists and blocks of code
 */
public record Runbook(
    Set<Severity> severities,
    Optional<LocalDate> reviewed,
    Optional<Duration> reviewEvery,
    List<Named> names,
    List<Link> links,
    List<Scaled> replicas,
    int steps) {
  private static final Pattern SEVERITY = Pattern.compile("(?i)^\\W*severity\\W+(P[0-3])\\b");
  private static final Pattern REVIEWED =
      Pattern.compile("(?i)\\blast (?:reviewed|review|updated)\\W{1,6}(\\d{4}-\\d{2}-\\d{2})\\b");
  private static final Pattern EVERY =
      Pattern.compile("(?i)\\breview(?:ed)? every (\\d{1,4}) ?(days?|d|weeks?|months?)\\b");
  private static final Pattern NAMED =
      Pattern.compile(
          "(?i)\\b(alert|dependency|mode|metric|runbook)s? `([A-Za-z_][A-Za-z0-9_:-]*)`");
  private static final Pattern LINK = Pattern.compile("\\[[^\\]]*]\\(([^)\\s]+)\\)");
  private static final Pattern REPLICAS = Pattern.compile("--replicas[= ](\\d{1,6})\\b");
  private static final Pattern STEP = Pattern.compile("^\\s*(?:[-*+]|\\d+[.)])\\s+\\S|^\\s*```");
  private static final Pattern HEADING = Pattern.compile("^#{1,6}\\s+(.*?)\\s*#*$");

  /** A name behind its kind. */
  public record Named(String kind, String name, int line) {}

  /**
   * A link of this folder.
   *
   * @param file without its suffix, empty for the same runbook
   * @param heading as in an address, empty for none
   */
  public record Link(String file, String heading, int line) {}

  public record Scaled(int replicas, int line) {}

  public static Runbook of(String text) {
    Set<Severity> severities = new TreeSet<>();
    List<LocalDate> reviewed = new ArrayList<>();
    Duration every = null;
    List<Named> names = new ArrayList<>();
    List<Link> links = new ArrayList<>();
    List<Scaled> replicas = new ArrayList<>();
    int steps = 0;
    int number = 0;
    for (String line : text.lines().toList()) {
      number++;
      Matcher severity = SEVERITY.matcher(line);
      if (severity.find()) {
        severities.add(Severity.valueOf(severity.group(1).toUpperCase(Locale.ROOT)));
      }
      Matcher date = REVIEWED.matcher(line);
      if (date.find()) {
        date(date.group(1)).ifPresent(reviewed::add);
      }
      Matcher interval = EVERY.matcher(line);
      if (interval.find()) {
        every = interval(Integer.parseInt(interval.group(1)), interval.group(2));
      }
      for (Matcher name = NAMED.matcher(line); name.find(); ) {
        names.add(new Named(name.group(1).toLowerCase(Locale.ROOT), name.group(2), number));
      }
      for (Matcher link = LINK.matcher(line); link.find(); ) {
        Optional<Link> found = link(link.group(1), number);
        found.ifPresent(links::add);
      }
      for (Matcher scaled = REPLICAS.matcher(line); scaled.find(); ) {
        replicas.add(new Scaled(Integer.parseInt(scaled.group(1)), number));
      }
      steps += STEP.matcher(line).find() ? 1 : 0;
    }
    return new Runbook(
        severities,
        reviewed.stream().max(LocalDate::compareTo),
        Optional.ofNullable(every),
        names,
        links,
        replicas,
        steps);
  }

  /** The addresses of a text's headings, as GitHub makes them. */
  public static Set<String> headings(String text) {
    Set<String> headings = new TreeSet<>();
    text.lines()
        .map(HEADING::matcher)
        .filter(Matcher::matches)
        .map(heading ->
            heading
                .group(1)
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N} _-]", "")
                .replace(' ', '-'))
        .forEach(headings::add);
    return headings;
  }

  private static Duration interval(int count, String unit) {
    int days = unit.startsWith("w") ? 7 : unit.startsWith("m") ? 30 : 1;
    return Duration.ofDays((long) count * days);
  }

  private static Optional<LocalDate> date(String text) {
    try {
      return Optional.of(LocalDate.parse(text));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static Optional<Link> link(String target, int line) {
    int hash = target.indexOf('#');
    String file = hash < 0 ? target : target.substring(0, hash);
    String heading = hash < 0 ? "" : target.substring(hash + 1);
    boolean here = file.isEmpty() || (file.endsWith(".md") && !file.contains("/"));
    return here
        ? Optional.of(new Link(file.replaceAll("\\.md$", ""), heading, line))
        : Optional.empty();
  }
}
