import { expect, type Page } from "@playwright/test";
import { expectAccessible, expectNoSideways, signIn } from "../support.ts";
import { test } from "./stack.ts";

// An objective whose budget a short outage uses up, and which then freezes releases.
test.use({ beside: "frozen" });

test.describe.configure({ mode: "serial" });

const SOON = { timeout: 30_000 };

/** What is left by the page, in per cent. */
async function left(page: Page): Promise<number> {
  const text = await page.getByRole("region", { name: "Budget" }).locator(".figure", { hasText: "left" }).locator("dd").first().innerText();
  return Number(text.replace("\u2212", "-").replace(/[^\d.-]/g, "")) / (text.includes("%") ? 1 : Number.NaN);
}

/** When the last bad event of the outage was scraped, as Unix time. */
let calm = 0;

/** As the browser writes a time into its field: to the second, but for a whole minute. */
const field = (at: number) => new Date(at).toISOString().slice(0, 19).replace(/:00$/, "");

test("an excluded outage gives the budget back and ends the freeze, and taking it back undoes both", async ({ page, stack }) => {
  test.setTimeout(150_000);
  await signIn(page, "Dana");
  await page.addInitScript(() => localStorage.setItem("mainstay.zone", "utc"));
  await page.goto(stack.url);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await page.keyboard.press("g");
  await page.keyboard.press("b");
  await page.getByRole("link", { name: "orders" }).click();
  const releases = page.getByRole("region", { name: "Releases" });
  await expect(page.locator(".hero-state")).toContainText("Healthy", SOON);
  await expect(releases).toContainText("May go out");

  const broken = Date.now() - 2000;
  await stack.control({ errorRatio: 1 });
  await expect(page.locator(".hero-state")).toContainText("Used up", { timeout: 60_000 });
  await stack.control({ errorRatio: 0 });
  calm = Date.now() / 1000 + 2;
  await expect(releases).toContainText("Frozen");
  const spent = await left(page);
  expect(spent).toBeLessThan(0);

  const corrections = page.getByRole("region", { name: "Corrections" });
  await corrections.getByRole("button", { name: "Exclude a time…" }).click();
  const dialog = page.getByRole("dialog");
  const over = Date.now() + 3000;
  await dialog.getByLabel("From").fill(field(over));
  await dialog.getByLabel("Until").fill(field(broken));
  await dialog.getByLabel("Why?").fill("the bank's maintenance");
  await dialog.getByRole("button", { name: "Exclude the time" }).click();
  await expect(dialog.getByText(/from: .*expected: before until/)).toBeVisible();
  await dialog.getByLabel("From").fill(field(broken));
  await dialog.getByLabel("Until").fill(field(over));
  await expect(dialog).toContainText("of the budget");
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Exclude the time" }).dblclick();
  await expect(corrections.getByRole("status")).toContainText("COR-1 holds", SOON);
  await expect(corrections.getByRole("status")).toContainText("releases may go out now");
  await expect(corrections.getByRole("listitem")).toHaveCount(1);
  await expect(corrections).toContainText(/Takes out \d.* bad events of .* of the budget/);
  await expect(corrections).toContainText("Dana, ");
  await expect(page.locator(".hero-state")).toContainText("Healthy");
  expect(await left(page)).toBeGreaterThan(90);
  expect(((await stack.api("/corrections?service=shop-api")) as unknown[]).length).toBe(1);
  await expectAccessible(page);
  await page.setViewportSize({ width: 390, height: 844 });
  await expectNoSideways(page);
  await page.setViewportSize({ width: 1280, height: 900 });

  await corrections.getByRole("button", { name: "Withdraw COR-1…" }).click();
  await expect(dialog).toContainText("bad events come back");
  await dialog.getByLabel("Why?").fill("it was our own release");
  await dialog.getByRole("button", { name: "Withdraw COR-1" }).click();
  await expect(corrections.getByRole("status")).toContainText("COR-1 is withdrawn", SOON);
  await expect(corrections.getByRole("status")).toContainText("releases are frozen now");
  await expect(page.locator(".hero-state")).toContainText("Used up");
  expect(await left(page)).toBeLessThan(0);
});

test("bad events that are taken out give the budget back, and come back when that is withdrawn", async ({ page, stack }) => {
  await page.addInitScript(() => localStorage.setItem("mainstay.zone", "utc"));
  await signIn(page, "Dana");
  const counted = async () => ((await stack.api("/objectives/shop-api/orders")) as { objective: { asOf: number; budget: { spent: number } } }).objective;
  await expect.poll(async () => (await counted()).asOf, { timeout: 60_000 }).toBeGreaterThan(calm);
  await page.goto(`${stack.url}/services/shop-api/objectives/orders`);
  await expect(page.locator(".hero-state")).toContainText("Used up");
  const bad = Math.round((await counted()).budget.spent);
  expect(bad).toBeGreaterThan(0);

  const corrections = page.getByRole("region", { name: "Corrections" });
  await corrections.getByRole("button", { name: "Adjust events…" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("When").fill(field(Date.now() - 5000));
  await dialog.getByLabel("Events in all").fill(`-${bad}`);
  await dialog.getByLabel("Why?").fill("probes were counted");
  await expect(dialog).toContainText(/Takes out \d.* bad events of .* of the budget/);
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Adjust the events" }).click();
  await expect(corrections.getByRole("status")).toContainText("COR-2 holds", SOON);
  await expect(corrections.getByRole("status")).toContainText("releases may go out now");
  await expect(corrections).toContainText("Takes out");
  await expect(page.locator(".hero-state")).toContainText("Healthy");
  expect(await left(page)).toBeGreaterThan(90);
  expect(await stack.api("/corrections?service=shop-api")).toMatchObject([{ id: "COR-2", kind: "adjustment", good: 0, total: -bad, by: "Dana", withdrawn: null }, { id: "COR-1" }]);

  await corrections.getByRole("button", { name: "Withdraw COR-2…" }).click();
  await expect(dialog).toContainText("bad events come back");
  await dialog.getByLabel("Why?").fill("they were customers");
  await dialog.getByRole("button", { name: "Withdraw COR-2" }).click();
  await expect(corrections.getByRole("status")).toContainText("COR-2 is withdrawn", SOON);
  await expect(corrections.getByRole("status")).toContainText("releases are frozen now");
  await expect(page.locator(".hero-state")).toContainText("Used up");
});

test("leave to release in a freeze is asked for by one and approved by another", async ({ page, stack }) => {
  await page.goto(`${stack.url}/services/shop-api/objectives/orders`);
  await page.evaluate(() => localStorage.setItem("mainstay.who", "Dana"));
  await page.reload();
  const releases = page.getByRole("region", { name: "Releases" });
  await releases.getByRole("button", { name: "Ask for an exception…" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Version").fill("1.7.0");
  await dialog.getByLabel("Why?").fill("the law asks for it");
  await dialog.getByLabel("For how many hours?").fill("1000");
  await dialog.getByRole("button", { name: "Ask for an exception" }).click();
  await expect(dialog.getByText(/^hours: 1000.* \(expected: > 0, at most 720\)/)).toBeVisible();
  await dialog.getByLabel("For how many hours?").fill("2");
  await dialog.getByRole("button", { name: "Ask for an exception" }).click();
  await expect(releases).toContainText("Somebody else than you has to approve it", SOON);
  await releases.getByRole("button", { name: "not you?" }).click();
  await releases.getByRole("button", { name: "Approve EXC-1…" }).click();
  await dialog.getByLabel("Your name").fill("Ana");
  await dialog.getByRole("button", { name: "Approve EXC-1" }).click();
  await expect(releases).toContainText("Approved", SOON);
  await expect(releases).toContainText("approved by Ana");
  const release = (await stack.api("/releases/shop-api?version=1.7.0")) as { verdict: string };
  expect(release.verdict).toBe("warn");
});
