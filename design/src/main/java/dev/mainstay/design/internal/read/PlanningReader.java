package dev.mainstay.design.internal.read;

import dev.mainstay.design.Delivery.Level;
import dev.mainstay.design.Organisation.CostCentre;
import dev.mainstay.design.Planning;
import dev.mainstay.design.Planning.Cost;
import dev.mainstay.design.Planning.Flag;
import dev.mainstay.design.Planning.KillSwitch;
import dev.mainstay.design.Planning.Risk;
import dev.mainstay.design.Planning.Toil;
import dev.mainstay.design.Service.Criticality;
import dev.mainstay.kernel.Money;
import dev.mainstay.kernel.Spend;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The section of {@link Planning}. */
final class PlanningReader {
  private static final Pattern SPEND =
      Pattern.compile("(\\d{1,12}(?:\\.\\d{1,9})?)\\s([A-Z]{3})/(h|day|week|month|year)");
  private static final Pattern LOOSE_SPEND =
      Pattern.compile(
          "(\\d{1,12}(?:\\.\\d{1,9})?)\\s?([A-Za-z]{3})\\s?(?:/|per)\\s?(h|d|w|m|y)[a-z]*");

  private static final Form<Spend> SPENT =
      Forms.of(
              "money over time, such as 400 USD/week (or /h, /day, /month of 30 days, /year)",
              text -> {
                Matcher match = SPEND.matcher(text);
                return match.matches()
                    ? Optional.of(
                        new Spend(
                            new Money(new BigDecimal(match.group(1)), match.group(2)),
                            period(match.group(3))))
                    : Optional.empty();
              },
              text -> {
                Matcher match = LOOSE_SPEND.matcher(text.strip());
                return match.matches()
                    ? Optional.of(
                        "%s %s/%s"
                            .formatted(
                                match.group(1),
                                match.group(2).toUpperCase(Locale.ROOT),
                                word(match.group(3))))
                    : Optional.empty();
              })
          .spelt(Spelling.pattern(SPEND.pattern()));

  /** How often: {@code day}, {@code week}, {@code month} or a duration. */
  private static final Form<Duration> EVERY =
      Forms.of(
              "a duration, day, week or month (of 30 days), such as week",
              text ->
                  text.matches("day|week|month")
                      ? Optional.of(period(text))
                      : Forms.DURATION_ABOVE_ZERO.parse(text))
          .spelt(Forms.DURATION_ABOVE_ZERO.spelling().orWords("day", "week", "month"));

  private static final Form<Boolean> ON_OFF =
      Forms.of(
              "on or off",
              text ->
                  switch (text) {
                    case "on" -> Optional.of(true);
                    case "off" -> Optional.of(false);
                    default -> Optional.empty();
                  },
              text -> Forms.FLAG.parse(text).map(on -> on ? "on" : "off"))
          .spelt(Spelling.words(List.of("on", "off")).of(Spelling.Kind.ANY));

  private PlanningReader() {}

  static Planning read(Section service, Criticality criticality) {
    Section section = service.section("planning");
    var planning =
        new Planning(
            risks(section),
            section.optionalSection("cost").map(PlanningReader::cost).orElse(null),
            toil(section),
            section.value("toilLimit", Forms.PERCENT).orElse(null),
            flags(section));
    section.end();
    return planning;
  }

  private static List<Risk> risks(Section planning) {
    List<Risk> risks = new ArrayList<>();
    for (Section.Member member : planning.members("risks")) {
      Section section = member.section();
      risks.add(
          new Risk(
              member.name(),
              section.required("likelihood", Forms.word(Level.class), Level.LOW),
              section.required("impact", Forms.word(Level.class), Level.LOW),
              section.value("level", Forms.word(Level.class)).orElse(null),
              section.value("mitigation", Forms.TEXT).orElse(null),
              section.value("owner", Forms.TEXT).orElse(null),
              section.value("indicator", Forms.ALERT).orElse(null),
              section.value("review", Forms.DATE).orElse(null)));
      section.end();
    }
    return risks;
  }

  /** The organisation's cost centres. */
  static List<CostCentre> centres(Section organisation) {
    List<CostCentre> centres = new ArrayList<>();
    for (Section.Member member : organisation.members("costCentres")) {
      centres.add(
          new CostCentre(member.name(), member.section().value("budget", SPENT).orElse(null)));
      member.section().end();
    }
    return centres;
  }

  private static Cost cost(Section section) {
    var cost =
        new Cost(
            section.value("centre", Forms.COST_CENTRE).orElse(null),
            section.value("budget", SPENT).orElse(null),
            section.value("instance", SPENT).orElse(null),
            section.named("fixed", Forms.TEXT, SPENT),
            section.value("alertAt", SPENT).orElse(null),
            section.optionalSection("killSwitch").map(PlanningReader::killSwitch).orElse(null));
    section.end();
    return cost;
  }

  private static KillSwitch killSwitch(Section section) {
    var killSwitch =
        new KillSwitch(
            section.required(
                "at", SPENT, new Spend(new Money(BigDecimal.ONE, "USD"), Duration.ofDays(1))),
            section.required("flag", Forms.FLAG_NAME, "unknown"));
    section.end();
    return killSwitch;
  }

  private static List<Toil> toil(Section planning) {
    List<Toil> all = new ArrayList<>();
    for (Section.Member member : planning.members("toil")) {
      Section section = member.section();
      all.add(
          new Toil(
              member.name(),
              section.required("takes", Forms.DURATION_ABOVE_ZERO, Duration.ofMinutes(1)),
              section.required("every", EVERY, Duration.ofDays(7)),
              section.value("automatedTo", Forms.DURATION_FROM_ZERO).orElse(null)));
      section.end();
    }
    return all;
  }

  private static List<Flag> flags(Section planning) {
    List<Flag> flags = new ArrayList<>();
    for (Section.Member member : planning.members("flags")) {
      Section section = member.section();
      flags.add(
          new Flag(
              member.name(),
              section.or("default", ON_OFF, false),
              section.values("rollout", Forms.PERCENT).orElse(List.of()),
              section.value("hold", Forms.DURATION_ABOVE_ZERO).orElse(null),
              section.value("fallback", Forms.TEXT).orElse(null),
              section.value("owner", Forms.TEXT).orElse(null),
              section.value("expires", Forms.DATE).orElse(null)));
      section.end();
    }
    return flags;
  }

  private static String word(String start) {
    return switch (start.toLowerCase(Locale.ROOT)) {
      case "h" -> "h";
      case "d" -> "day";
      case "w" -> "week";
      case "m" -> "month";
      default -> "year";
    };
  }

  private static Duration period(String word) {
    return switch (word) {
      case "h" -> Duration.ofHours(1);
      case "day" -> Duration.ofDays(1);
      case "week" -> Duration.ofDays(7);
      case "month" -> Duration.ofDays(30);
      default -> Duration.ofDays(365);
    };
  }
}
