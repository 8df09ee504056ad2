import { describe, expect, it } from "vitest";
import type { Health, ObjectiveDetail, ObjectiveList, ObjectiveStanding } from "../src/api/types";
import { agreementHealth, burnDown, forecastSentence, levelWord, objectiveHealth, objectivePath, objectiveSentence, objectivesSentence, promised, wholeHealth } from "../src/lib/objective";
import { latency, share } from "../src/lib/format";

function standing(remaining: number | null, more: Partial<ObjectiveStanding> = {}): ObjectiveStanding {
  return {
    service: "shop",
    name: "paid/all",
    source: "openslo",
    place: "slo.yaml:1:1",
    level: remaining === null ? "unknown" : remaining <= 0 ? "exhausted" : "healthy",
    target: 0.99,
    indicator: remaining === null ? null : 1 - 0.01 * (1 - remaining),
    from: 0,
    until: 86_400,
    budget: { unit: "events", allowed: 100, spent: 0, remaining, allowedMinutes: 14.4, remainingMinutes: null },
    rates: [],
    burns: [],
    agreement: null,
    whenUsedUp: null,
    corrections: 0,
    asOf: 0,
    unknown: remaining === null ? "no events within the window" : null,
    ...more,
  };
}

describe("an objective", () => {
  it("has an address whatever its name", () => {
    expect(objectivePath("shop", "paid/all")).toBe("/services/shop/objectives/paid%2Fall");
  });

  it("is told in a sentence, and unknown is not zero", () => {
    expect(objectiveSentence(standing(-0.5))).toContain("overspent its budget by 50");
    expect(objectiveSentence(standing(0))).toContain("used its budget up");
    expect(objectiveSentence(standing(0.25))).toContain("25\u202f% of its budget left");
    expect(objectiveSentence(standing(null))).toBe("It is not known how paid/all of shop stands: no events within the window");
  });

  it("asks for a person when its budget is gone or burns", () => {
    expect(objectiveHealth(standing(0))).toBe("act");
    expect(objectiveHealth(standing(null))).toBe("unknown");
    expect(objectiveHealth(standing(0.9))).toBe("good");
    const burns = [{ rule: "fast-burn", longWindow: "1h", shortWindow: "5m", factor: 14.4, burning: true }];
    expect(objectiveHealth(standing(0.9, { burns }))).toBe("watch");
  });

  it("keeps or breaks what is promised by contract whatever is aimed at", () => {
    const agreement = (remaining: number | null, burning = false) => ({
      target: 0.95,
      indicator: remaining === null ? null : 0.97,
      within: null,
      unknown: remaining === null ? "no events within the window" : null,
      budget: { unit: "events" as const, allowed: 500, spent: 0, remaining, allowedMinutes: 72, remainingMinutes: null },
      burns: [{ rule: "fast-burn", longWindow: "1h", shortWindow: "5m", factor: 14.4, burning }],
    });
    expect(agreementHealth(agreement(0.5))).toBe("good");
    expect(agreementHealth(agreement(0.5, true))).toBe("watch");
    expect(agreementHealth(agreement(0))).toBe("act");
    expect(agreementHealth(agreement(null))).toBe("unknown");
    expect(promised(agreement(1))).toBe(share(0.95));
    expect(promised({ ...agreement(1), within: 0.5 })).toBe(`${share(0.95)} within ${latency(0.5)}`);

    expect(wholeHealth(standing(0.9, { agreement: agreement(0) }))).toBe("act");
    expect(wholeHealth(standing(0.9, { agreement: agreement(0.5, true) }))).toBe("watch");
    expect(wholeHealth(standing(0.9, { agreement: agreement(null) }))).toBe("good");
    expect(wholeHealth(standing(null, { agreement: agreement(0) }))).toBe("act");
    expect(wholeHealth(standing(null, { agreement: agreement(0.5) }))).toBe("unknown");
    expect(wholeHealth(standing(0))).toBe("act");
    expect(levelWord("healthy", "act")).toBe("SLA broken");
    expect(levelWord("exhausted", "act")).toBe("Used up");
    expect(levelWord("warning", "watch")).toBe("Below half");
    expect(levelWord("healthy", undefined)).toBe("Healthy");
  });

  it("is one of many that are told in a sentence", () => {
    const told = (states: Partial<Record<Health, number>>, usedUp = 0, broken = 0) => {
      const all = { act: 0, watch: 0, unknown: 0, good: 0, ...states };
      return objectivesSentence({ total: all.act + all.watch + all.unknown + all.good, states: all, usedUp, broken } as ObjectiveList);
    };
    expect(told({})).toBe("Nothing is promised yet");
    expect(told({ act: 2, good: 9_998 }, 2)).toBe("2 budgets are used up, of 10,000 objectives");
    expect(told({ act: 1 }, 0, 1)).toBe("1 SLA is broken, of 1 objective");
    expect(told({ act: 3, good: 1 }, 1, 3)).toBe("1 budget is used up and 3 SLAs are broken, of 4 objectives");
    expect(told({ unknown: 1 })).toBe("It is not known how the objective stands");
    expect(told({ unknown: 2_000 })).toBe("It is not known how any of 2,000 objectives stands");
    expect(told({ watch: 1, good: 2 })).toBe("All 3 objectives have budget left");
    expect(told({ good: 2, unknown: 1 })).toBe("All 3 objectives have budget left, as far as it is known: 1 is not");
  });

  it("has a budget that goes down hour by hour, with gaps where nothing happened", () => {
    const hours = [
      { end: 3600, bad: 10, total: 100 },
      { end: 7200, bad: 0, total: 0 },
      { end: 9000, bad: 100, total: 100 },
    ];
    expect(burnDown(hours, 100)).toEqual({ times: [3600, 7200, 9000], left: [0.9, 0.9, -0.10000000000000009], bad: [10, null, 100] });
    expect(burnDown(hours, null).left).toEqual([null, null, null]);
  });

  it("has a forecast that says how sure it is", () => {
    const detail = (forecast: ObjectiveDetail["forecast"]) => forecastSentence({ forecast, objective: { unknown: null } } as ObjectiveDetail, 0, true);
    expect(detail(null)).toContain("does not shrink");
    expect(detail({ likely: null, earliest: null, latest: null, until: null, basis: "no events" })).toBe("No forecast: no events.");
    expect(detail({ likely: null, earliest: null, latest: null, until: 86_400, basis: "calm" })).toContain("Not used up before 2 Jan 1970");
    expect(detail({ likely: 7200, earliest: 3600, latest: null, until: 86_400, basis: "24 hours" })).toMatch(/^Used up in about 2\u202fh, between 1 Jan 1970.*later than 2 Jan 1970/);
  });
});
