import { describe, expect, it } from "vitest";
import type { ObjectiveDetail } from "../src/api/types";
import { effectSentence, recounted, spentWithin } from "../src/lib/correction";
import { instant, timeField } from "../src/lib/format";

function detail(remaining: number | null, spent: number, verdict: "allow" | "freeze" = "allow", unit = "events"): ObjectiveDetail {
  return { objective: { unknown: remaining === null ? "no events" : null, budget: { unit, allowed: 1000, spent, remaining } }, release: { verdict } } as ObjectiveDetail;
}

describe("a correction", () => {
  it("is told by what it changes, as far as that is known", () => {
    const effect = (bad: number, total: number) => ({ correction: "COR-1", bad, total });
    expect(effectSentence(detail(0.5, 500), effect(-250, -3000))).toBe("Takes out 250 bad events of 3,000, 25\u202f% of the budget");
    expect(effectSentence(detail(0.5, 500), effect(5, 10))).toBe("Adds 5 bad events of 10, 0.5\u202f% of the budget");
    expect(effectSentence(detail(0.5, 500), effect(-5, 0))).toBe("5 events count as good instead of bad, 0.5\u202f% of the budget");
    expect(effectSentence(detail(0.5, 500), effect(0, 0))).toContain("Changes nothing yet");
    expect(effectSentence(detail(0.5, 500, "allow", "slices"), effect(-250, -3000))).toBe("Takes out 250 bad events of 3,000");
    expect(effectSentence(detail(0.5, 500), undefined)).toBe("");
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
