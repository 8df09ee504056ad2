package dev.mainstay.design.internal.read;

import dev.mainstay.design.BudgetRule;
import dev.mainstay.design.Defaults;
import dev.mainstay.design.Delivery.BlueGreen;
import dev.mainstay.design.Delivery.Level;
import dev.mainstay.design.Delivery.Migrations;
import dev.mainstay.design.Delivery.PreCheck;
import dev.mainstay.design.Delivery.Release;
import dev.mainstay.design.Delivery.Risk;
import dev.mainstay.design.Delivery.Rolling;
import dev.mainstay.design.Delivery.Step;
import dev.mainstay.design.Delivery.Strategy;
import dev.mainstay.design.Delivery.Validation;
import dev.mainstay.design.Service.Criticality;
import dev.mainstay.kernel.Percentage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How a rollout goes, in the section {@code delivery}. */
final class RolloutReader {
  private static final Form<Percentage> WEIGHT =
      Forms.of(
              "a percentage above 0 % and below 100 %, such as 10 %",
              text ->
                  Forms.PERCENT
                      .parse(text)
                      .filter(share -> share.asFraction() > 0 && share.asFraction() < 1),
              Forms.PERCENT::suggestion)
          .spelt(Forms.PERCENT.spelling());

  private RolloutReader() {}

  static Strategy strategy(Section delivery, Criticality criticality, boolean runHere) {
    boolean written = delivery.has("strategy");
    Section section = delivery.section("strategy");
    Optional<List<Step>> canary = section.items("canary").map(RolloutReader::steps);
    Optional<Rolling> rolling = section.optionalSection("rolling").map(RolloutReader::rolling);
    Optional<BlueGreen> blueGreen =
        section.optionalSection("blueGreen").map(RolloutReader::blueGreen);
    Optional<List<String>> flags = section.values("flags", Forms.FLAG_NAME);
    Optional<Integer> perStep = section.value("instancesPerStep", Forms.count(1, 100_000));
    if (written
        && !section.has("canary")
        && !section.has("rolling")
        && !section.has("blueGreen")
        && !section.has("flags")) {
      section.missing("canary", "a list: `canary: [ { weight: 10 %, bake: 5m } ]`");
    }
    section.end();
    List<Step> unwritten = written || !runHere ? List.of() : Defaults.canary(criticality);
    return new Strategy(
        canary.orElse(unwritten),
        rolling.orElse(null),
        blueGreen.orElse(null),
        flags.orElse(List.of()),
        perStep.orElse(null));
  }

  private static List<Step> steps(List<Section> items) {
    List<Step> steps = new ArrayList<>();
    for (Section item : items) {
      var step =
          new Step(
              item.required("weight", WEIGHT, Percentage.of("50")),
              item.required("bake", Forms.DURATION_ABOVE_ZERO, Duration.ofMinutes(1)));
      item.end();
      if (!steps.isEmpty()
          && item.has("weight")
          && step.weight().compareTo(steps.getLast().weight()) <= 0) {
        item.reading()
            .error(
                "MS-F008",
                "weight: %s after %s (expected: each step above the one before)"
                    .formatted(step.weight(), steps.getLast().weight()),
                item.placeOf("weight"),
                "order the steps by weight");
      }
      steps.add(step);
    }
    return steps;
  }

  private static Rolling rolling(Section section) {
    var rolling =
        new Rolling(
            section.or("unavailable", InstancesReader.PORTION, Defaults.ROLLING),
            section.or("surge", InstancesReader.PORTION, Defaults.ROLLING));
    section.end();
    return rolling;
  }

  private static BlueGreen blueGreen(Section section) {
    var blueGreen =
        new BlueGreen(
            section.value("warm", Forms.DURATION_FROM_ZERO).orElse(null),
            section.value("keep", Forms.DURATION_FROM_ZERO).orElse(null));
    section.end();
    return blueGreen;
  }

  static Release release(Section delivery) {
    return new Release(
        delivery.values("before", Forms.word(PreCheck.class)).orElse(List.of()),
        delivery.values("approval", Forms.IDENTIFIER).orElse(List.of()),
        delivery.value("windows", Forms.IDENTIFIER).orElse(null),
        delivery.value("takes", Forms.DURATION_ABOVE_ZERO).orElse(null),
        delivery.value("keepVersions", Forms.count(1, 1000)).orElse(null),
        validation(delivery.section("validate")),
        delivery.optionalSection("migrations").map(RolloutReader::migrations).orElse(null),
        delivery.optionalSection("risk").map(RolloutReader::risk).orElse(null),
        delivery.optionalSection("budget").map(RolloutReader::budget).orElse(null));
  }

  private static BudgetRule budget(Section section) {
    var budget =
        new BudgetRule(
            section.or("warnBelow", Forms.PERCENT, BudgetRule.WARN_BELOW),
            section.required(
                "whenUsedUp",
                Forms.word(BudgetRule.WhenUsedUp.class),
                BudgetRule.WhenUsedUp.FREEZE),
            section.or("approvals", Forms.count(1, 10), BudgetRule.APPROVALS));
    section.end();
    return budget;
  }

  private static Validation validation(Section section) {
    var validation =
        new Validation(
            section.value("smoke", Forms.TEXT).orElse(null),
            section.value("watch", Forms.DURATION_ABOVE_ZERO).orElse(null));
    section.end();
    return validation;
  }

  private static Migrations migrations(Section section) {
    var migrations =
        new Migrations(
            section.required("reversible", Forms.FLAG, true),
            section.required("compatible", Forms.FLAG, true),
            section.value("takes", Forms.DURATION_ABOVE_ZERO).orElse(null));
    section.end();
    return migrations;
  }

  private static Risk risk(Section section) {
    var risk =
        new Risk(
            section.required("scope", Forms.word(Risk.Scope.class), Risk.Scope.SMALL),
            section.or("dependencies", Forms.FLAG, false),
            section.or("migration", Forms.FLAG, false),
            section.or("configuration", Forms.FLAG, false),
            section.required("level", Forms.word(Level.class), Level.LOW));
    section.end();
    return risk;
  }
}
