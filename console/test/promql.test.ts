import { describe, expect, test } from "vitest";
import { readAsked, stepOf, writeAsked } from "../src/lib/asked";
import { matching, selector, wantedAt } from "../src/lib/promql";

/** What is wanted at the bar. */
function at(text: string) {
  return wantedAt(text.replace("|", ""), text.indexOf("|"));
}

describe("what is about to be written", () => {
  test("a metric or a function", () => {
    expect(at("ra|")).toEqual({ kind: "expression", from: 0, word: "ra" });
    expect(at("sum(rate(http_req|[5m]))")).toEqual({ kind: "expression", from: 9, word: "http_req" });
    expect(at("a / job:err|")).toEqual({ kind: "expression", from: 4, word: "job:err" });
  });
  test("a label of the metric before the braces, or of any", () => {
    expect(at('up{job="a", inst|}')).toEqual({ kind: "label", from: 12, word: "inst", metric: "up" });
    expect(at("{|")).toEqual({ kind: "label", from: 1, word: "", metric: "" });
    expect(at("sum by (jo|) (up)")).toEqual({ kind: "label", from: 8, word: "jo", metric: "" });
    expect(at("a / on(jo|) b")).toEqual({ kind: "label", from: 7, word: "jo", metric: "" });
  });
  test("a label's value, in any quotes", () => {
    expect(at('up{job="ap|"}')).toEqual({ kind: "value", from: 8, word: "ap", metric: "up", label: "job" });
    expect(at("up{a='b',job=~'ap|'}")).toEqual({ kind: "value", from: 15, word: "ap", metric: "up", label: "job" });
  });
  test("nothing in other texts, ranges, comments and numbers", () => {
    expect(at('label_replace(up, "to|')).toBeNull();
    expect(at("rate(x[5m|])")).toBeNull();
    expect(at("up # wh|")).toBeNull();
    expect(at("up > 1e|")).toBeNull();
  });
  test("quotes, braces and parentheses that are closed are over", () => {
    expect(at('up{job="a\\"{"} + ra|')).toEqual({ kind: "expression", from: 17, word: "ra" });
    expect(at("up # {\n + ra|")).toEqual({ kind: "expression", from: 10, word: "ra" });
  });
});

test("what begins with the word comes before what contains it, and no more than asked", () => {
  expect(matching(["http_up", "UP", "upper", "down"], "up", (name) => name, 9)).toEqual(["UP", "upper", "http_up"]);
  expect(matching(["a1", "a2", "a3"], "a", (name) => name, 2)).toEqual(["a1", "a2"]);
});

test("a series is written as the selector that finds it", () => {
  expect(selector({ __name__: "up", job: 'a"b' })).toBe('up{job="a\\"b"}');
  expect(selector({ __name__: "up" })).toBe("up");
  expect(selector({})).toBe("{}");
});

test("an address keeps all that is asked, and what makes no sense is ignored", () => {
  const asked = { query: "up > 0", minutes: 360, range: [100, 200], view: "table", store: "prod" } as const;
  expect(readAsked(writeAsked(asked))).toEqual(asked);
  expect(readAsked(new URLSearchParams("minutes=7&from=9&to=9&view=pie"))).toEqual({ query: "", minutes: 60, range: null, view: "graph", store: "" });
  expect(writeAsked({ query: "", minutes: 60, range: null, view: "graph", store: "" }).toString()).toBe("");
});

test("a chart has at most 240 steps, each of a round length", () => {
  expect([10, 240, 241, 900, 3600, 7 * 86_400].map(stepOf)).toEqual([1, 1, 2, 5, 15, 3600]);
  expect(stepOf(240 * 3601)).toBe(7200);
});
