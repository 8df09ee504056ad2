import { expect, test } from "../support.ts";

test("readiness says what raises the score most, and an item is a link away", async ({ page, serve }) => {
  const { server } = await serve("incident");
  await page.goto(`${server.url}/services/payment-api`);
  await page.getByRole("navigation", { name: "Pages of payment-api" }).getByRole("link", { name: "Readiness" }).click();
  await expect(page).toHaveURL(/\/services\/payment-api\/readiness$/);
  await expect(page.getByText("No evidence is recorded yet")).toBeVisible();
  const advice = page.getByRole("region", { name: "What would raise the score most" }).getByRole("listitem");
  await expect(advice).toHaveCount(3);
  await expect(advice.first()).toContainText("+");
  await expect(page.locator(".item")).toHaveCount(47);
  await page.getByRole("button", { name: /^Only those that lack points/ }).click();
  await page.getByLabel("Filter items").fill("no such item");
  await expect(page.getByText("No item matches")).toBeVisible();
  const findings = page.getByRole("region", { name: "Findings", exact: true });
  await expect(findings).toContainText("60 calls of each second come back exactly 100ms later");
  await expect(findings).toContainText("ops/payment-api.yaml:41:13");
  await expect(page.getByRole("region", { name: "Accepted findings" })).toContainText("2026-12-31");
  await expect(page.getByRole("region", { name: "Decisions" })).toContainText("the review found a secret in a log line");
  await findings.getByRole("link", { name: "MS-C007" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Retries without jitter");
});

test("claims are filtered by status, by how they are proven and by words", async ({ page, serve }) => {
  const { server } = await serve("crowded");
  await page.goto(`${server.url}/services/payment-api/claims`);
  const rows = page.locator(".claims tbody tr");
  await expect(rows).toHaveCount(11);
  await page.getByRole("button", { name: /^fails/ }).click();
  await expect(rows).toHaveCount(3);
  await page.getByLabel("How it is proven").selectOption("load test");
  await expect(rows).toHaveCount(1);
  await page.getByLabel("Filter claims").fill("no such claim");
  await expect(page.getByText("No claim matches")).toBeVisible();
  await page.getByRole("button", { name: "Show all" }).click();
  await expect(rows).toHaveCount(11);
});

test("a service and a check that do not exist are said to be missing", async ({ page, serve }) => {
  const { server } = await serve("incident");
  for (const [path, what] of [["/services/nope/readiness", "service"], ["/services/nope/claims", "service"], ["/checks/nope", "check"]] as const) {
    await page.goto(server.url + path);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(`There is no ${what} named “nope”`);
  }
});
