import { describe, expect, it } from "vitest";
import { promisedLatency } from "../src/lib/promise";
import { readRange } from "../src/lib/range";

const read = (text: string) => readRange(new URLSearchParams(text));

describe("the range in an address", () => {
  it("is 15 minutes unless it says otherwise", () => expect(read("")).toEqual({ minutes: 15, range: null }));
  it("takes the offered lengths only", () => {
    expect(read("minutes=360").minutes).toBe(360);
    expect(read("minutes=7").minutes).toBe(15);
    expect(read("minutes=x").minutes).toBe(15);
  });
  it("takes a zoom whose end is after its start", () => {
    expect(read("from=10&to=20").range).toEqual([10, 20]);
    expect(read("from=20&to=20").range).toBeNull();
    expect(read("from=20").range).toBeNull();
    expect(read("from=a&to=b").range).toBeNull();
  });
});

describe("the promised latency", () => {
  it.each([
    ["duration < 200ms", 0.2],
    ["duration < 1.5s", 1.5],
    ["duration <= 2 s", 2],
    ["status < 500", null],
    ["", null],
  ])("of %j is %s s", (indicator, seconds) => expect(promisedLatency(indicator)).toBe(seconds));
});
