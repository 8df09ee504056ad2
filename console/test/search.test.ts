import { expect, it } from "vitest";
import { find } from "../src/lib/search";

const names = ["repay", "payment-api", "card-payment", "fraud-api"];
const search = (text: string) => find(names, text, (name) => name);

it("finds all without words", () => expect(search("  ")).toEqual(names));
it("ranks beginnings of the name, then of a word, then the rest", () => {
  expect(search("pay")).toEqual(["payment-api", "card-payment", "repay"]);
});
it("wants every word", () => expect(search("API pay")).toEqual(["payment-api"]));
it("takes signs literally", () => expect(search("p.*")).toEqual([]));
