import { expect, it } from "vitest";
import { keyReader } from "../src/lib/keys";

const key = (name: string, timeStamp = 0, more = {}) => ({ key: name, ctrlKey: false, metaKey: false, altKey: false, target: null, timeStamp, ...more });

it("reads single keys", () => {
  const read = keyReader();
  expect(read(key("/"))).toBe("search");
  expect(read(key("?"))).toBe("help");
  expect(read(key("o"))).toBeNull();
});
it("reads g and a letter soon after", () => {
  const read = keyReader();
  expect(read(key("g", 0))).toBeNull();
  expect(read(key("i", 1499))).toBe("i");
  expect(read(key("i", 1500))).toBeNull();
  read(key("g", 2000));
  expect(read(key("b", 2100))).toBe("b");
});
it("forgets g after too long, and after another key", () => {
  const read = keyReader();
  read(key("g", 0));
  expect(read(key("d", 1500))).toBeNull();
  read(key("g", 2000));
  read(key("x", 2100));
  expect(read(key("d", 2200))).toBeNull();
});
it("leaves typing and the browser's own keys alone", () => {
  const read = keyReader();
  expect(read(key("/", 0, { target: { closest: () => ({}) } }))).toBeNull();
  expect(read(key("/", 0, { ctrlKey: true }))).toBeNull();
});
