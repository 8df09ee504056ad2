import { expect } from "@playwright/test";
import { expectAccessible, expectNoSideways } from "../support.ts";
import { test } from "./stack.ts";

// Beside many that nothing is known of, an objective that a short outage uses up.
test.use({ beside: "frozen" });

const SOON = { timeout: 60_000 };
const MANY = 450;
// The gateway's has no traffic, so nothing is known of it either.
const UNKNOWN = MANY + 1;
// With the shop's three.
const ALL = UNKNOWN + 3;

function unheard(i: number): string {
  return `---
apiVersion: openslo/v1
kind: SLO
metadata: { name: unheard-${i} }
spec:
  service: service-${i % 50}
  indicator:
    metadata: { name: requests }
    spec:
      ratioMetric:
        counter: true
        good: { metricSource: { spec: { query: 'sum(unheard_good_total)' } } }
        total: { metricSource: { spec: { query: 'sum(unheard_total)' } } }
  timeWindow: [ { duration: 30d, isRolling: true } ]
  budgetingMethod: Occurrences
  objectives: [ { targetPercent: 99.9 } ]
`;
}

test("of many objectives a page is shown, the worst comes first by itself, and the rest is found", async ({ page, stack }) => {
  test.setTimeout(150_000);
  stack.document("many.yaml", Array.from({ length: MANY }, (_, i) => unheard(i)).join(""));
  await page.goto(`${stack.url}/objectives`);
  const rows = page.locator("tbody tr");
  const turn = page.getByRole("navigation", { name: "More objectives" });
  await expect(rows).toHaveCount(200, SOON);
  await expect(page.getByRole("button", { name: `Unknown ${UNKNOWN}` })).toBeVisible(SOON);
  await expect(turn).toHaveText(`Next 2001–200 of ${ALL}`);

  await stack.control({ errorRatio: 1 });
  await expect(rows.first()).toContainText("Used up", SOON);
  await expect(page.getByRole("heading", { level: 1 })).toContainText(`used up, of ${ALL} objectives`);
  await stack.control({ errorRatio: 0 });
  await page.getByRole("button", { name: /^Act/ }).click();
  await expect(rows.filter({ hasText: "orders" })).toContainText("Used up");
  await expect(rows.filter({ hasText: "unheard" })).toHaveCount(0);
  await page.getByRole("button", { name: /^Act/ }).click();

  await page.getByRole("button", { name: /^Unknown/ }).click();
  await expect(page.getByRole("region", { name: "Objectives" })).toContainText(`${UNKNOWN} of ${ALL}`);
  await turn.getByRole("link", { name: "Next 200" }).click();
  await turn.getByRole("link", { name: "Next 51" }).click();
  await expect(turn).toContainText(`401–${UNKNOWN} of ${UNKNOWN}`);
  await expect(rows).toHaveCount(51);
  await expect(rows.last()).toContainText("unheard-");
  await page.reload();
  await expect(turn).toContainText(`401–${UNKNOWN} of ${UNKNOWN}`);
  await expectAccessible(page);
  await page.setViewportSize({ width: 390, height: 844 });
  await expectNoSideways(page);

  await page.getByLabel("Filter objectives").fill("service-7 unheard-307");
  await expect(rows).toHaveCount(1);
  await expect(page).toHaveURL(/\?state=unknown&find=service-7\+unheard-307$/);
  await page.getByLabel("Filter objectives").fill("unheard-999");
  await expect(page.getByText("No objective matches “unheard-999”")).toBeVisible();
  await page.getByRole("button", { name: "Show all" }).click();
  await expect(rows).toHaveCount(200);
  const refused = await stack.api("/objectives?after=here").catch((failure: Error) => failure.message);
  expect(refused).toContain("400");
  expect(refused).toContain("after: here (expected: next or previous of an answer)");
});
