import { describe, expect, it } from "vitest";
import { absolute, clock, compact, count, countdown, duration, heading, latency, listing, plural, portion, rate, relative, share, UNKNOWN } from "../src/lib/format";

const plain = (text: string) => text.replaceAll("\u202f", " ");

describe("unknown values", () => {
  it.each([null, undefined, NaN, Infinity])("%s is a dash in every unit", (value) => {
    for (const show of [count, share, rate, compact, latency, duration]) expect(show(value)).toBe(UNKNOWN);
  });
});

describe("share", () => {
  it.each([
    [0, "0 %"],
    [1, "100 %"],
    [0.5, "50 %"],
    [0.0314, "3.1 %"],
    [0.9995, "99.95 %"],
    [0.99995, "99.995 %"],
    [0.9999999, "99.99999 %"],
    [0.004, "0.4 %"],
    [0.0001, "0.01 %"],
    [-0.25, "−25 %"],
    [-0.001, "−0.1 %"],
    [1.5, "150 %"],
  ])("%d is %s", (value, text) => expect(plain(share(value))).toBe(text));

  it("never rounds onto 0 % or 100 % what has not reached it", () => {
    expect(plain(share(0.99999))).not.toBe("100 %");
    expect(plain(share(0.00001))).not.toBe("0 %");
  });
});

describe("portion", () => {
  it.each([
    [1, "100 %"],
    [0.99999, "99.9 %"],
    [0.9, "90 %"],
    [0.29, "29 %"],
    [0.0004, "0 %"],
    [0, "0 %"],
    [-0.125, "−12.5 %"],
    [null, UNKNOWN],
  ])("%s is %s", (value, text) => expect(plain(portion(value))).toBe(text));
});

describe("latency", () => {
  it.each([
    [0, "0 ms"],
    [0.0042, "4.2 ms"],
    [0.01, "10 ms"],
    [0.3101, "310 ms"],
    [0.9994, "999 ms"],
    [0.9996, "1 s"],
    [1.254, "1.25 s"],
    [12.34, "12.3 s"],
  ])("%d s is %s", (value, text) => expect(plain(latency(value))).toBe(text));
});

describe("rate and compact", () => {
  it.each([
    [0, "0/s"],
    [3.41, "3.41/s"],
    [98.04, "98/s"],
    [1234, "1,234/s"],
    [12_345, "12.3k/s"],
    [1_200_000, "1.2M/s"],
  ])("%d is %s", (value, text) => expect(rate(value)).toBe(text));
});

describe("duration", () => {
  it.each([
    [0, "0 s"],
    [0.4, "under 1 s"],
    [59, "59 s"],
    [60, "1 min"],
    [133, "2 min 13 s"],
    [3600, "1 h"],
    [3605, "1 h"],
    [3840, "1 h 4 min"],
    [2_592_000, "30 d"],
    [90_000, "1 d 1 h"],
  ])("%d s is %s", (value, text) => expect(plain(duration(value))).toBe(text));
});

describe("countdown", () => {
  it.each([
    [245, "4:05"],
    [244.2, "4:05"],
    [3720, "1:02:00"],
    [1, "0:01"],
    [0, "now"],
    [-5, "now"],
  ])("%d s is %s", (value, text) => expect(countdown(value)).toBe(text));
});

describe("relative", () => {
  const now = 1_800_000_000_000;
  it.each([
    [0, "just now"],
    [1, "just now"],
    [2, "2 s ago"],
    [59, "59 s ago"],
    [60, "1 min ago"],
    [3599, "59 min ago"],
    [3600, "1 h ago"],
    [86_400, "1 d ago"],
    [-30, "in 30 s"],
  ])("%d s back is %s", (back, text) => expect(plain(relative(now - back * 1000, now))).toBe(text));
});

describe("times", () => {
  const at = Date.UTC(2026, 10, 21, 10, 42, 7);
  it("are shown in UTC on demand, and say so", () => {
    expect(absolute(at, true)).toContain("10:42:07");
    expect(absolute(at, true)).toContain("UTC");
    expect(clock(at, true)).toBe("10:42:07");
    expect(clock(at, true, false)).toBe("10:42");
  });
});

describe("words", () => {
  it("agree in number", () => {
    expect(plural(1, "service")).toBe("1 service");
    expect(plural(0, "service")).toBe("0 services");
    expect(plural(2, "entry", "entries")).toBe("2 entries");
  });
  it("are listed with an and", () => {
    expect(listing([])).toBe("");
    expect(listing(["a"])).toBe("a");
    expect(listing(["a", "b", "c"])).toBe("a, b and c");
  });
});

it("a heading has no full stop, and keeps every other sign", () => {
  expect(heading("Keeps its promises; 99.5 % is left.")).toBe("Keeps its promises; 99.5 % is left");
  expect(heading("What now?")).toBe("What now?");
});
