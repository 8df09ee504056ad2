import { expect, it } from "vitest";
import { sparkPath } from "../src/lib/spark";

it("breaks the line where a value is unknown", () => {
  expect(sparkPath([1, 1, null, 1, 1], 40, 10).path).toBe("M0 0L10 0M30 0L40 0");
});
it("puts zero at the bottom, also when all is zero", () => {
  expect(sparkPath([0, 0], 10, 10).path).toBe("M0 10L10 10");
});
it("keeps small noise small under a floor", () => {
  expect(sparkPath([0, 1], 10, 10, 10).path).toBe("M0 10L10 9");
});
it("marks the newest value only when it is known", () => {
  expect(sparkPath([1, 2], 10, 10).last).toEqual([10, 0]);
  expect(sparkPath([1, null], 10, 10).last).toBeNull();
  expect(sparkPath([], 10, 10)).toEqual({ path: "", last: null });
});
