import { expect, test } from "../support.ts";

test("names are completed from what the store has, and Enter asks", async ({ page, serve }) => {
  const { server } = await serve("calm");
  await page.goto(`${server.url}/query`);
  const field = page.getByRole("combobox", { name: "Query" });
  const options = page.getByRole("listbox", { name: "Completions" }).getByRole("option");

  await field.pressSequentially("ra");
  await expect(options.first()).toContainText("rate");
  await field.press("Tab");
  await expect(field).toHaveValue("rate");

  await field.pressSequentially("(http");
  await expect(options).toHaveCount(1);
  await field.press("ArrowDown");
  await field.press("Enter");
  await expect(field).toHaveValue("rate(http_requests_total");

  await field.pressSequentially('{serv');
  await expect(options.first()).toContainText("service");
  await field.press("Tab");
  await field.pressSequentially('="pay');
  await expect(options.first()).toContainText("payment-api");
  await field.press("Tab");
  await field.pressSequentially('"}[5m])');
  await expect(options).toHaveCount(0);
  await field.press("Enter");
  await expect(page).toHaveURL(/q=rate%28http_requests_total%7Bservice%3D%22payment-api%22%7D%5B5m%5D%29/);
  await expect(page.getByRole("heading", { level: 1 })).toContainText("gives 5 series");
});

test("Escape closes the completions and keeps what was written", async ({ page, serve }) => {
  const { server } = await serve("calm");
  await page.goto(`${server.url}/query`);
  const field = page.getByRole("combobox", { name: "Query" });
  await field.pressSequentially("hist");
  await expect(field).toHaveAttribute("aria-expanded", "true");
  await field.press("Escape");
  await expect(field).toHaveAttribute("aria-expanded", "false");
  await expect(field).toHaveValue("hist");
});

test("a link keeps query, view and time; going back does too", async ({ page, serve }) => {
  const { server } = await serve("calm");
  await page.goto(`${server.url}/query?q=up&view=table&from=1000&to=2000`);
  await expect(page.getByRole("rowheader")).toHaveText(['up{service="payment-api", instance="a"}', 'up{service="payment-api", instance="b"}']);
  await page.getByText("Graph", { exact: true }).click();
  await expect(page.locator(".plot canvas")).toHaveCount(1);
  expect(new URL(page.url()).search).toBe("?q=up&from=1000&to=2000");
  await page.goBack();
  await expect(page.getByRole("rowheader")).toHaveCount(2);
});

test("more than three series get a chart each, and what they share is said once", async ({ page, serve }) => {
  const { server } = await serve("calm");
  await page.goto(`${server.url}/query?q=sum`);
  await expect(page.locator(".plot canvas")).toHaveCount(5);
  await expect(page.locator(".chart-title").first()).toHaveText("instance e");
  await expect(page.locator(".query-shared")).toHaveText('All have up{service="payment-api"}');
});

test("an explanation shows each part, what it gives, and why one fails", async ({ page, serve }) => {
  const { server } = await serve("calm");
  await page.goto(`${server.url}/query?q=up+*+up&view=explain`);
  const rows = page.getByRole("row");
  await expect(rows).toHaveCount(4);
  await expect(rows.nth(1)).toContainText("found duplicate series");
  await expect(rows.nth(2)).toContainText("0.2");
});

test("another store is asked in place of our own samples, and the link says so", async ({ page, serve }) => {
  const { server } = await serve("crowded");
  const asked: string[] = [];
  page.on("request", (request) => asked.push(decodeURIComponent(request.url())));
  await page.goto(`${server.url}/query?q=up&view=explain`);
  await expect(page.getByLabel("Store")).toBeVisible();
  await page.getByLabel("Store").selectOption("prod");
  await expect(page).toHaveURL(/\?q=up&store=prod$/);
  await expect(page.getByRole("heading", { name: "The query gives 2 series" })).toBeVisible();
  await expect(page.getByRole("radio", { name: "Explain" })).toHaveCount(0);
  expect(asked.some((url) => url.includes("/query_range?query=up") && url.includes("store=prod"))).toBe(true);
  await page.getByLabel("Query").fill("sum by (ins");
  await expect(page.getByRole("option", { name: "instance" })).toBeVisible();
  expect(asked.some((url) => url.includes("/labels?") && url.includes("store=prod"))).toBe(true);
});
