import { describe, expect, it } from "vitest";
import type { ObjectiveDetail } from "../src/api/types";
import { adjustmentSentence, effectSentence, eventsOf, recounted, spentWithin, wrongEvents } from "../src/lib/correction";
import { instant, numeral, timeField } from "../src/lib/format";

function detail(remaining: number | null, spent: number, verdict: "allow" | "freeze" = "allow", unit = "events"): ObjectiveDetail {
  return { objective: { unknown: remaining === null ? "no events" : null, budget: { unit, allowed: 1000, spent, remaining } }, release: { verdict } } as ObjectiveDetail;
}

describe("a correction", () => {
  it("is told by what it changes, as far as that is known", () => {
    const effect = (bad: number, total: number) => ({ correction: "COR-1", bad, total });
    expect(effectSentence(detail(0.5, 500), effect(-250, -3000))).toBe("Takes out 250 bad events of 3,000, 25\u202f% of the budget");
    expect(effectSentence(detail(0.5, 500), effect(5, 10))).toBe("Adds 5 bad events of 10, 0.5\u202f% of the budget");
    expect(effectSentence(detail(0.5, 500), effect(-5, 0))).toBe("5 events count as good instead of bad, 0.5\u202f% of the budget");
    expect(effectSentence(detail(0.5, 500), effect(0, 10))).toBe("Adds 10 good events");
    expect(effectSentence(detail(0.5, 500), effect(0, -10))).toBe("Takes out 10 good events");
    expect(effectSentence(detail(0.5, 500), effect(-10, 10))).toBe("Takes out 10 bad events and adds 20 good ones, 1\u202f% of the budget");
    expect(effectSentence(detail(0.5, 500), effect(15, -10))).toBe("Adds 15 bad events and takes out 25 good ones, 1.5\u202f% of the budget");
    expect(effectSentence(detail(0.5, 500), effect(0, 0))).toContain("Changes nothing yet");
    expect(effectSentence(detail(0.5, 500, "allow", "slices"), effect(-250, -3000))).toBe("Takes out 250 bad events of 3,000");
    expect(effectSentence(detail(0.5, 500), undefined)).toBe("");
  });

  it("of events is foretold by what is filled in, as far as that can be", () => {
    const told = (good: string, total: string) => adjustmentSentence(detail(0.5, 500), good, total);
    expect(told("", "-100")).toBe("Takes out 100 bad events of 100, 10\u202f% of the budget");
    expect(told("-100", "-100")).toBe("Takes out 100 good events");
    expect(told("-60", "-100")).toBe("Takes out 40 bad events of 100, 4\u202f% of the budget");
    expect(told("100", "")).toBe("100 events count as good instead of bad, 10\u202f% of the budget");
    expect(told("", "")).toBe("");
    expect(told("0", "0")).toBe("");
    expect(told("1", "x")).toBe("");
    expect(adjustmentSentence(detail(null, 0, "allow", "slices"), "", "7")).toBe("Adds 7 bad events of 7");
  });

  it("of events needs numbers that the server takes, and not none", () => {
    expect(["", "0", "-1200", "12.5", "999999999999999"].map(eventsOf)).toEqual([0, 0, -1200, 12.5, 999_999_999_999_999]);
    expect(["x", "1,5", "1 000", "1e3", "--1", ".5", "1.", "1000000000000000", "1.0000000001"].map(eventsOf)).toEqual(Array(9).fill(null));
    expect(wrongEvents({ good: "", total: "5" })).toEqual({});
    expect(wrongEvents({ good: "5", total: "0" })).toEqual({});
    expect(Object.keys(wrongEvents({ good: "a", total: "b" }))).toEqual(["good", "total"]);
    expect(Object.keys(wrongEvents({ good: "a", total: "" }))).toEqual(["good"]);
    expect(wrongEvents({ good: "0", total: "" }).total).toContain("some events are needed");
    expect(wrongEvents({}).total).toContain("some events are needed");
    expect([" \u22121200 ", "+5", "\u20135", "-5", "5-", ""].map(numeral)).toEqual(["-1200", "5", "-5", "-5", "5-", ""]);
  });

  it("is told by how the budget and releases stood before and stand after it", () => {
    expect(recounted(detail(-0.2, 1200, "freeze"), detail(0.4, 600))).toBe("Budget left: −20\u202f% before, 40\u202f% now; bad events: 1,200 before, 600 now; releases may go out now.");
    expect(recounted(detail(null, 0), detail(null, 0))).toContain("unknown before, unknown now");
  });

  it("is foretold by the hours that it touches", () => {
    const hours = [3600, 7200, 10_800].map((end, i) => ({ end, bad: 10 ** i, total: 1000 }));
    expect(spentWithin(hours, 3600, 7200)).toBe(10);
    expect(spentWithin(hours, 3599, 7201)).toBe(111);
    expect(spentWithin(hours, 20_000, 30_000)).toBeNull();
  });
});

it("reads and writes the fields of times in UTC and in the reader's zone", () => {
  expect(instant("2026-11-21T10:42", true)).toBe("2026-11-21T10:42:00.000Z");
  expect(instant("", true)).toBe("");
  expect(instant("soon", true)).toBe("");
  const at = Date.parse("2026-11-21T10:42:30Z");
  expect(timeField(at, true)).toBe("2026-11-21T10:42");
  expect(Date.parse(instant(timeField(at, false), false))).toBe(at - 30_000);
});
