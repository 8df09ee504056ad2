import { expect } from "@playwright/test";
import { expectAccessible, expectNoSideways, signIn } from "../support.ts";
import { test } from "./stack.ts";

test.describe.configure({ mode: "serial" });

const SOON = { timeout: 30_000 };

test("the overview follows the running services", async ({ page, stack }) => {
  await page.goto(stack.url);
  await expect(page.locator(".live")).toHaveText("Live");
  const shop = page.getByRole("article", { name: "shop-api" });
  await expect(shop.locator(".signal-value").first()).toHaveText(/\d.*\/s/, SOON);
  await expect(shop.locator(".budget-name").first()).toHaveText("availability");
  await expect(page.getByRole("article", { name: "checkout-api" })).toContainText("1 ready", SOON);
  await expectAccessible(page);
  await page.setViewportSize({ width: 390, height: 844 });
  await expectNoSideways(page);
});

test("a service page shows promises, curves, dependencies and instances", async ({ page, stack }) => {
  await page.goto(`${stack.url}/services/shop-api`);
  await expect(page.getByRole("article", { name: "availability" })).toContainText(/left|unknown/i, SOON);
  await expect(page.locator(".plot canvas")).toHaveCount(3, SOON);
  await expect(page.locator(".readout b").first()).toHaveText(/\d.*\/s/, SOON);
  await expect(page.getByRole("region", { name: "Dependencies" })).toContainText("orders");
  await expect(page.getByRole("region", { name: "Versions and instances" })).toContainText("started elsewhere");
  await expectAccessible(page);
});

test("readiness and claims are those of the running design", async ({ page, stack }) => {
  await page.goto(`${stack.url}/services/shop-api/readiness`);
  await expect(page.getByRole("heading", { level: 1 })).toContainText(/^shop-api is not ready: \d+ of 94 points, 85 are needed/);
  await expect(page.locator(".item")).toHaveCount(47);
  await expectAccessible(page);
  await page.getByRole("link", { name: "Claims", exact: true }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("claims of shop-api hold");
  await expect(page.getByRole("rowheader", { name: /availability/ }).first()).toBeVisible();
  await expectAccessible(page);
  await page.goto(`${stack.url}/checks/MS-T001`);
  await expect(page.getByRole("heading", { name: "Fails" })).toBeVisible();
});

test("a query asks the samples of the running services, and is explained", async ({ page, stack }) => {
  await page.goto(`${stack.url}/query`);
  const field = page.getByRole("combobox", { name: "Query" });
  await field.pressSequentially("sum(ra");
  await field.press("Tab");
  await field.pressSequentially("(http_server");
  await expect(page.getByRole("option").first()).toContainText("http_server", SOON);
  await field.fill("sum by (service) (rate(http_server_requests_total[1m]))");
  await field.press("Enter");
  await expect(page.getByRole("heading", { level: 1 })).toContainText(/The query gives \d series/, SOON);
  await expect(page.locator(".plot canvas").first()).toBeVisible();
  await page.getByText("Explain", { exact: true }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Every part of the query can be evaluated");
  await expect(page.getByRole("rowheader")).toHaveCount(4);
  await expectAccessible(page);
  await field.fill("sum by (");
  await field.press("Enter");
  await expect(page.getByRole("alert")).toContainText("1:");
});

test("what does not exist is said to be missing by the real server too", async ({ page, stack }) => {
  for (const [path, what] of [["/services/nope", "service"], ["/incidents/nope", "incident"], ["/deployments/nope", "deployment"]] as const) {
    await page.goto(stack.url + path);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(`There is no ${what} named “nope”`);
  }
});

test("an outage becomes an incident that is acknowledged, recovers and is resolved, all live", async ({ page, stack }) => {
  test.setTimeout(150_000);
  await signIn(page, "Dana");
  await page.goto(stack.url);
  await expect(page.locator(".live")).toHaveText("Live");
  await stack.control({ dependencyUp: false });
  const incidents = page.getByRole("region", { name: "Open incidents" });
  await expect(incidents).toContainText("nobody is on it", SOON);
  await incidents.getByRole("link").first().click();
  await expect(page.getByRole("region", { name: "Next escalation" })).toContainText(/\d:\d\d/);
  await expect(page.getByRole("region", { name: "Alerts" })).toContainText("orders-down");
  await expect(page.getByRole("region", { name: /Runbook: database-down/ })).toContainText("Is its disk full?");
  await expect(page.getByRole("region", { name: "Pages" })).toContainText("delivered", SOON);
  await expectAccessible(page);
  await page.getByRole("button", { name: "Acknowledge" }).click();
  await expect(page.locator(".hero-state")).toContainText("Dana is on it");
  await expect(page.getByRole("region", { name: "Next escalation" })).toHaveCount(0);
  await page.getByRole("button", { name: "Add note" }).click();
  await page.getByRole("dialog").getByLabel("What did you see or do?").fill("the disk was full");
  await page.getByRole("dialog").getByRole("button", { name: "Add note" }).click();
  await expect(page.getByRole("list", { name: "Timeline" })).toContainText("the disk was full");
  await stack.control({ dependencyUp: true });
  await expect(page.getByRole("region", { name: "Alerts" })).toContainText("Resolved", { timeout: 60_000 });
  const resolve = page.getByRole("button", { name: "Resolve" });
  // It closes by itself when all its alerts have resolved; a slow budget alert may keep it open longer than a test waits.
  await expect(page.locator(".hero-state").getByText("Resolved").or(resolve)).toBeVisible();
  if (await resolve.isVisible()) {
    await resolve.click();
    await page.getByRole("dialog").getByRole("button", { name: "Resolve" }).click();
  }
  await expect(page.locator(".hero-state")).toContainText("Resolved", SOON);
  await expect(page.getByRole("region", { name: "Times" })).not.toContainText("not yet");
  await page.getByRole("button", { name: "View the draft" }).click();
  await expect(page.locator(".draft")).toContainText(/#\d+|\[\d+\]/);
  await page.goto(`${stack.url}/incidents`);
  await expect(page.locator(".incident-row")).not.toHaveCount(0);
});

test("a good release is watched on its page and rolled back by the button", async ({ page, stack }) => {
  test.setTimeout(150_000);
  await signIn(page, "Dana");
  const stop = stack.traffic(60);
  try {
    const { id } = (await stack.api("/deployments", { service: "checkout-api", version: "1.1.0", by: "Ana" })) as { id: string };
    await page.goto(`${stack.url}/deployments/${id}`);
    await expect(page.locator(".hero-state")).toContainText("Baking", { timeout: 60_000 });
    await expect(page.locator(".traffic")).toContainText("30");
    await expect(page.locator(".readout").first()).toContainText("1.1.0", SOON);
    await expect(page.getByRole("row", { name: /^requests/ })).toContainText(/[1-9]/, SOON);
    await expectAccessible(page);
    await page.getByRole("button", { name: "Roll back…" }).click();
    await expect(page.getByRole("dialog")).toContainText("1.0.0 serves all of it");
    await page.getByRole("dialog").getByRole("button", { name: "Roll back" }).click();
    await expect(page.locator(".hero-state")).toContainText("Rolled back", { timeout: 60_000 });
    await expect(page.locator(".traffic")).toContainText(/^\s*0/);
    await page.goto(`${stack.url}/deployments`);
    await expect(page.locator(".deployment-row").first()).toContainText("Rolled back");
  } finally {
    stop();
  }
});

test("a bad release is condemned by the judge before the reader's eyes", async ({ page, stack }) => {
  test.setTimeout(180_000);
  const stop = stack.traffic(60);
  try {
    const { id } = (await stack.api("/deployments", { service: "checkout-api", version: "1.2.0", by: "Ana" })) as { id: string };
    await page.goto(`${stack.url}/deployments/${id}`);
    await expect(page.getByRole("region", { name: "Verdict" })).toContainText("Condemned", { timeout: 120_000 });
    await expect(page.locator(".hero-state")).toContainText("Rolled back", { timeout: 60_000 });
    await expectAccessible(page);
  } finally {
    stop();
  }
});

test("a release is promoted by the button, past the remaining steps", async ({ page, stack }) => {
  test.setTimeout(150_000);
  await signIn(page, "Dana");
  const stop = stack.traffic(60);
  try {
    const { id } = (await stack.api("/deployments", { service: "checkout-api", version: "1.1.0", by: "Ana" })) as { id: string };
    await page.goto(`${stack.url}/deployments/${id}`);
    await expect(page.locator(".hero-state")).toContainText("Baking", { timeout: 60_000 });
    await page.getByRole("button", { name: "Promote…" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Promote" }).click();
    await expect(page.locator(".hero-state")).toContainText("Promoted", { timeout: 60_000 });
    await page.goto(`${stack.url}/services/checkout-api`);
    await expect(page.locator(".versions")).toContainText("1.1.0", SOON);
  } finally {
    stop();
  }
});
