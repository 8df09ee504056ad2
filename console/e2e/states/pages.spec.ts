import { expect, expectAccessible, expectNoSideways, test } from "../support.ts";

const PAGES: [string, string, string][] = [
  ["incident", "/", "Payments fail for 3.1 %"],
  ["incident", "/services/payment-api", "3.1 % of requests fail"],
  ["incident", "/incidents", "1 incident is open, nobody is on it yet"],
  ["incident", "/incidents/inc-7", "Merchants see failures"],
  ["incident", "/deployments", "1.2.0 of payment-api gets 10"],
  ["incident", "/deployments/dep-12", "1.2.0 gets 10 %"],
  ["incident", "/nowhere", "There is no such page"],
  ["incident", "/services/payment-api/readiness", "payment-api is not ready"],
  ["incident", "/services/payment-api/claims", "0 of 11 claims of payment-api hold"],
  ["incident", "/services/fraud-api/claims", "claims nothing that can be proven"],
  ["incident", "/readiness", "0 of 2 services have the points"],
  ["incident", "/checks/MS-C007", "Retries without jitter"],
  ["incident", "/objectives", "1 budget is used up"],
  ["incident", "/services/payment-api/objectives/checkout%2Fpaid", "checkout/paid of payment-api has overspent its budget"],
  ["incident", "/services/payment-api/objectives/availability", "of its budget left"],
  ["unknown", "/services/payment-api/objectives/availability", "It is not known how availability"],
  ["crowded", "/objectives", "2 budgets are used up, of 112"],
  ["crowded", "/services/payment-api/objectives/checkout%2Fpaid", "of payment-api"],
  ["unknown", "/objectives", "It is not known how any of 2 objectives stands"],
  ["empty", "/objectives", "Nothing is promised yet"],
  ["calm", "/query", "What does a signal say?"],
  ["calm", "/query?q=up", "The query gives 2 series"],
  ["calm", "/query?q=sum", "The query gives 5 series"],
  ["calm", "/query?q=nothing", "The query gives nothing"],
  ["calm", "/query?q=sum%28", "The query cannot be answered"],
  ["calm", "/query?q=up&view=table", "The query gives 2 series"],
  ["crowded", "/query?q=up&store=prod", "The query gives 2 series"],
  ["calm", "/query?q=up+*+up&view=explain", "1 part of the query cannot be evaluated"],
  ["empty", "/readiness", "No service is designed yet"],
  ["crowded", "/readiness", "of 50 services have the points"],
  ["crowded", "/services/payment-api/readiness", "payment-api is not ready"],
  ["crowded", "/services/payment-api/claims", "3 are stale"],
  ["calm", "/", "All 2 services serve"],
  ["empty", "/", "Nothing is watched yet"],
  ["documents", "/", "the budget of checkout is spent"],
  ["empty", "/incidents", "There has been no incident"],
  ["empty", "/deployments", "Nothing was deployed yet"],
  ["unknown", "/services/payment-api", "Nothing is known of payment-api"],
  ["crowded", "/", "1 more service needs action"],
  ["crowded", "/incidents", "is open"],
  ["crowded", "/deployments", "gets 10"],
];

for (const [world, path, sentence] of PAGES) {
  test(`${path} (${world}) says its state first, fits a phone and is accessible in both schemes`, async ({ page, serve }) => {
    const { server } = await serve(world);
    await page.emulateMedia({ colorScheme: "light", reducedMotion: "reduce" });
    await page.goto(server.url + path);
    await expect(page.getByRole("heading", { level: 1 })).toContainText(sentence);
    await expectAccessible(page);
    await page.emulateMedia({ colorScheme: "dark", reducedMotion: "reduce" });
    await expect(page.locator("html")).toHaveAttribute("data-mantine-color-scheme", "dark");
    await expectAccessible(page);
    await page.setViewportSize({ width: 390, height: 844 });
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await expectNoSideways(page);
  });
}

test("unknown values are dashes and words, never zeros", async ({ page, serve }) => {
  const { server } = await serve("unknown");
  await page.goto(server.url);
  const row = page.getByRole("article", { name: "payment-api" });
  await expect(row.getByText("unknown", { exact: true }).first()).toBeVisible();
  await expect(row.locator(".signal-value")).toHaveText(["–", "–", "–"]);
});

test("the newest design files that were refused are shown with place, arithmetic and fix", async ({ page, serve }) => {
  const { server } = await serve("incident");
  await page.goto(server.url);
  const section = page.getByRole("region", { name: "The newest design files are refused" });
  await expect(section).toContainText("MS-101");
  await expect(section).toContainText("payment-api.yaml:41:13");
  await expect(section).toContainText("2,850 ms > 2,500 ms");
  await expect(section).toContainText("Fix:");
});

test("fifty services are filtered by state and by name", async ({ page, serve }) => {
  const { server } = await serve("crowded");
  await page.goto(server.url);
  const rows = page.getByRole("article");
  await expect(rows).toHaveCount(50);
  await expect(rows.first()).toContainText("exchange-rate-api");
  await page.getByRole("button", { name: /^Unknown/ }).click();
  await expect(rows).toHaveCount(2);
  await page.getByRole("button", { name: /^Unknown/ }).click();
  await page.getByLabel("Filter services by name or team").fill("tax");
  await expect(rows).toHaveCount(3);
  await page.getByLabel("Filter services by name or team").fill("no such thing");
  await expect(page.getByText("No service matches")).toBeVisible();
  await page.getByRole("button", { name: "Show all" }).click();
  await expect(rows).toHaveCount(50);
});

test("two hundred incidents are filtered, and the open ones have an address", async ({ page, serve }) => {
  const { server } = await serve("crowded");
  await page.goto(`${server.url}/incidents`);
  await expect(page.locator(".incident-row")).toHaveCount(200);
  await page.getByLabel("Filter incidents").fill("tax-api");
  await expect(page.locator(".incident-row").first()).toContainText("tax-api");
  await page.goto(`${server.url}/incidents?state=open`);
  await expect(page.locator(".incident-row")).toHaveCount(1);
});

test("a runbook's raw HTML stays text", async ({ page, serve }) => {
  const { server } = await serve("incident");
  await page.goto(`${server.url}/incidents/inc-7`);
  await expect(page.locator(".runbook").first()).toContainText('<script>alert("never runs")</script>');
  await expect(page.locator(".runbook script")).toHaveCount(0);
});
