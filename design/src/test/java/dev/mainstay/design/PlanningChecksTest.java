package dev.mainstay.design;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PlanningChecksTest {
  /**
   * The check finds something with the first value in the place of @, and nothing with the second.
   */
  private static void turns(String code, String body, String found, String silent) {
    assertThat(own(body.replace("@", found))).contains(code);
    assertThat(own(body.replace("@", silent)))
        .noneMatch(each -> each.startsWith(code.substring(0, 7)));
  }

  /** What this family finds. */
  private static List<String> own(String body) {
    return Checked.codes(body).stream().filter(code -> code.startsWith("MS-B")).toList();
  }

  private static String cost(String more) {
    return "instances: { min: 2, max: 4 }\nplanning: { cost: { instance: 1 USD/h, "
        + more
        + " } }\n";
  }

  // 2 x 1 USD/h x 168 h = 336 USD/week, 672 at the maximum
  @Test
  void budgetPaysForWhatAlwaysRuns() {
    turns("MS-B001 E", cost("budget: @ USD/week, alertAt: 336 USD/week"), "335", "336");
    turns(
        "MS-B001 E",
        cost("fixed: { database: 1 USD/day }, budget: @ USD/week, alertAt: 343 USD/week"),
        "342.99",
        "343");
  }

  @Test
  void somebodyHearsOfScalingOutBeyondTheBudget() {
    turns("MS-B002 W", cost("budget: @ USD/week"), "671", "672");
    assertThat(own(cost("budget: 400 USD/week, alertAt: 400 USD/week"))).isEmpty();
  }

  @Test
  void alertOnCostRingsBetweenUsualAndBudget() {
    turns("MS-B003 E", cost("budget: 400 USD/week, alertAt: @ USD/week"), "401", "400");
    turns("MS-B004 E", cost("budget: 400 USD/week, alertAt: @ USD/day"), "47", "48");
  }

  @Test
  void killSwitchComesLastAndCanBeReached() {
    String given =
        cost("budget: 400 USD/week, alertAt: 400 USD/week, killSwitch: { at: @ USD/week, flag: a }")
            .replace("planning: {", "planning: { flags: { a: {} },");
    turns("MS-B005 E", given, "400", "401");
    turns("MS-B018 W", given, "673", "672");
  }

  @Test
  void amountsAreInOneCurrency() {
    turns("MS-B006 E", cost("budget: 400 @/week, alertAt: 399 USD/week"), "EUR", "USD");
    assertThat(own(cost("budget: 1 EUR/week"))).containsExactly("MS-B006 E");
  }

  @Test
  void toilKeepsItsLimit() {
    // 20 h a week of one person
    String given = "planning: { toilLimit: 50 %, toil: { a: { takes: @, every: week } } }\n";
    turns("MS-B007 W", given, "1201m", "20h");
  }

  @Test
  void workEndsBeforeItComesAgain() {
    turns("MS-B008 E", "planning: { toil: { a: { takes: @, every: day } } }\n", "1441m", "24h");
    turns(
        "MS-B009 E",
        "planning: { toil: { a: { takes: 30m, every: week, automatedTo: @ } } }\n",
        "30m",
        "29m");
  }

  @Test
  void risksAreCalledWhatTheyAre() {
    turns(
        "MS-B010 E",
        "planning: { risks: { a: { likelihood: medium, impact: high, level: @, owner: x } } }\n",
        "medium",
        "high");
    turns(
        "MS-B010 E",
        "planning: { risks: { a: { likelihood: medium, impact: @, level: low } } }\n",
        "medium",
        "low");
  }

  @Test
  void highRisksAreOwnedAndSeen() {
    turns(
        "MS-B011 W",
        "planning: { risks: { a: { likelihood: medium, impact: @ } } }\n",
        "high",
        "medium");
    String given =
        """
        alerts: { few: { when: fewer than 1 ready, severity: P2, runbook: book, impact: nobody } }
        planning: { risks: { a: { likelihood: @, impact: high, owner: x } } }
        """;
    turns("MS-B012 W", given, "medium", "low");
  }

  @Test
  void daysHaveNotPassed() {
    turns(
        "MS-B013 E",
        "planning: { risks: { a: { likelihood: low, impact: low, review: @ } } }\n",
        "2026-11-20",
        "2026-11-21");
    turns("MS-B015 E", "planning: { flags: { a: { expires: @ } } }\n", "2026-11-20", "2026-11-21");
  }

  @Test
  void rolloutOfAFlagRisesAndEnds() {
    turns("MS-B014 E", "planning: { flags: { a: { rollout: [10 %, @ %] } } }\n", "10", "11");
    turns(
        "MS-B017 W",
        "planning: { flags: { a: { rollout: [1 %, 50 %], hold: @, expires: 2026-11-25 } } }\n",
        "3d",
        "2d");
  }

  @Test
  void flagThatIsOnHasAFallback() {
    turns("MS-B016 W", "planning: { flags: { a: { default: @ } } }\n", "on", "off");
  }

  @Test
  void budgetGrowsWithTheTraffic() {
    // 100/s x 1.1^1 = 110/s: three instances of 50/s, 504 USD/week
    String given =
        """
        traffic: { typical: 10/s, peak: 100/s, growthPerMonth: 10 % }
        instances: { min: 2, each: { capacity: 50/s } }
        capacity: { lead: 30d }
        planning: { cost: { instance: 1 USD/h, budget: @ USD/week } }
        """;
    turns("MS-B019 W", given, "503", "504");
  }

  @Test
  void designThatLooksExpensiveAndIsRightIsSilent() {
    assertThat(
            own(
                """
                instances: { min: 2, max: 50 }
                planning:
                  cost: { budget: 336 USD/week, instance: 24 USD/day, alertAt: 48 USD/day }
                  toil: { a: { takes: 24h, every: day, automatedTo: 0s } }
                  risks: { b: { likelihood: critical, impact: low, level: medium, review: 2026-11-21 } }
                  flags: { c: { rollout: [0.1 %, 100 %], hold: 1d, expires: 2026-11-23 } }
                """))
        .isEmpty();
  }
}
