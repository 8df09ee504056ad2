package dev.mainstay.design.internal.scorecard;

import dev.mainstay.design.CheckResult;
import dev.mainstay.design.CheckResult.Verdict;
import dev.mainstay.design.Gate;
import dev.mainstay.design.Scorecard.Point;
import dev.mainstay.design.Service;
import dev.mainstay.kernel.Claim;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** When a point is given. Every rule says why, and what is missing. */
@FunctionalInterface
interface Rule {
  Point judge(Facts facts);

  /** All of the paths stand in the service's file. */
  static Rule written(String... paths) {
    return facts -> {
      List<String> missing = Arrays.stream(paths).filter(path -> !facts.isWritten(path)).toList();
      return missing.isEmpty()
          ? scored("the design says " + String.join(", ", paths))
          : open(
              "the design does not say " + String.join(", ", missing),
              missing.stream().map(path -> "write " + path).toList());
    };
  }

  /**
   * Something that the design's values show.
   *
   * @param statement true when it holds, such as {@code two people share the rotation}
   * @param action what to do otherwise
   */
  static Rule fact(String statement, String action, Predicate<Facts> holds) {
    return facts ->
        holds.test(facts) ? scored(statement) : open("not so: " + statement, List.of(action));
  }

  /**
   * Checks compared the service's facts and found nothing. New checks of a family count at once.
   *
   * @param codes of checks, or the beginning that those of a family share
   */
  static Rule checks(String... codes) {
    return facts -> {
      List<CheckResult> asked =
          facts.verdicts().stream()
              .filter(each -> Arrays.stream(codes).anyMatch(each.code()::startsWith))
              .toList();
      List<String> missing = new ArrayList<>();
      Set<String> unwritten = new LinkedHashSet<>();
      for (CheckResult each : asked) {
        if (each.verdict() == Verdict.FAIL) {
          missing.add("mend what " + each.code() + " finds");
        } else if (each.verdict() == Verdict.UNKNOWN) {
          unwritten.add("write " + each.missing());
        }
      }
      missing.addAll(unwritten);
      List<String> passed =
          asked.stream()
              .filter(each -> each.verdict() == Verdict.PASS)
              .map(CheckResult::code)
              .toList();
      if (!missing.isEmpty()) {
        return open(summary(asked), missing);
      }
      return passed.isEmpty()
          ? open(
              "no check of " + String.join(", ", codes) + " has anything to compare",
              List.of("write what " + String.join(", ", codes) + " compare"))
          : scored(
              passed.size() == 1
                  ? passed.getFirst() + " passes"
                  : passed.size() + " checks pass: " + some(passed));
    };
  }

  private static String summary(List<CheckResult> asked) {
    List<String> failed = codes(asked, Verdict.FAIL);
    List<String> unknown = codes(asked, Verdict.UNKNOWN);
    List<String> parts = new ArrayList<>();
    if (!failed.isEmpty()) {
      parts.add("fails: " + some(failed));
    }
    if (!unknown.isEmpty()) {
      parts.add("unknown: " + some(unknown));
    }
    return String.join("; ", parts);
  }

  private static List<String> codes(List<CheckResult> results, Verdict verdict) {
    return results.stream()
        .filter(each -> each.verdict() == verdict)
        .map(CheckResult::code)
        .toList();
  }

  /**
   * Every claim whose id without the service matches is proven, and there is one.
   *
   * @param pattern a regular expression over {@code dependencies/redis/degrades}
   */
  static Rule proven(String pattern) {
    Pattern wanted = Pattern.compile(pattern);
    return facts -> {
      String prefix = facts.service().name() + "/";
      List<Map.Entry<Claim, Claim.Status>> asked =
          facts.claims().entrySet().stream()
              .filter(
                  each -> wanted.matcher(each.getKey().id().substring(prefix.length())).matches())
              .toList();
      if (asked.isEmpty()) {
        return open(
            "the design claims nothing of it",
            List.of("design and prove " + pattern.replace("[^/]+", "NAME").replace(".*", "…")));
      }
      List<String> missing =
          asked.stream()
              .filter(each -> each.getValue() != Claim.Status.HOLDS)
              .map(each -> action(each.getKey(), each.getValue()))
              .toList();
      long holds = asked.size() - missing.size();
      String why = "%d of %d claims hold".formatted(holds, asked.size());
      return missing.isEmpty() ? scored(why) : open(why, missing);
    };
  }

  private static String action(Claim claim, Claim.Status status) {
    return switch (status) {
      case FAILS -> "mend: " + claim.id() + " fails";
      case STALE -> "repeat the " + claim.method().words() + " for " + claim.id();
      case UNPROVEN, HOLDS -> "gather evidence by " + claim.method().words() + " for " + claim.id();
    };
  }

  /** A person has decided so, by name. */
  static Rule decided(Gate gate) {
    return facts ->
        facts.service().decisions().stream()
            .filter(decision -> decision.gate() == gate && decision.yes())
            .findFirst()
            .map(decision -> scored("%s said yes on %s".formatted(decision.by(), decision.on())))
            .orElseGet(() ->
                open(
                    "no yes to %s: %s".formatted(gate.key(), gate.question()),
                    List.of("decide " + gate.key() + " (" + gate.decider() + ")")));
  }

  /** All of them; why tells of each. */
  static Rule all(Rule... rules) {
    return facts -> {
      List<Point> points = Arrays.stream(rules).map(rule -> rule.judge(facts)).toList();
      List<String> missing =
          points.stream().flatMap(point -> point.missing().stream()).distinct().toList();
      String why =
          String.join(
              "; ",
              points.stream()
                  .filter(point -> missing.isEmpty() || !point.scores())
                  .map(Point::why)
                  .toList());
      return missing.isEmpty() ? scored(why) : open(why, missing);
    };
  }

  /**
   * The rule, unless there is nothing that it could be about; then the point is given.
   *
   * @param otherwise why there is nothing, from the design: {@code it calls nothing}
   */
  static Rule ifThere(Predicate<Service> there, String otherwise, Rule rule) {
    return facts ->
        there.test(facts.service()) ? rule.judge(facts) : scored("not applicable: " + otherwise);
  }

  private static Point scored(String why) {
    return new Point(true, why, List.of());
  }

  private static Point open(String why, List<String> missing) {
    return new Point(false, why, missing);
  }

  private static String some(List<String> codes) {
    String shown = String.join(", ", codes.subList(0, Math.min(4, codes.size())));
    return codes.size() > 4 ? shown + ", …" : shown;
  }
}
