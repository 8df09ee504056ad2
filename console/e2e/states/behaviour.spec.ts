import { problem } from "../../mock/world.ts";
import { expect, expectAccessible, signIn, test } from "../support.ts";

test("keys go to pages, search and help, and leave typing alone", async ({ page, serve }) => {
  const { server } = await serve("incident");
  await page.goto(server.url);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await page.keyboard.press("g");
  await page.keyboard.press("i");
  await expect(page).toHaveURL(/\/incidents$/);
  await page.keyboard.press("g");
  await page.keyboard.press("d");
  await expect(page).toHaveURL(/\/deployments$/);
  await page.getByLabel("Filter deployments").fill("g o ? /");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await expect(page).toHaveURL(/\/deployments$/);
  await page.getByRole("heading", { level: 1 }).click();
  await page.keyboard.press("g");
  await page.keyboard.press("o");
  await expect(page).toHaveURL(`${server.url}/`);
  await page.keyboard.press("?");
  await expect(page.getByRole("dialog")).toContainText("The four states");
  await expectAccessible(page);
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toHaveCount(0);
});

test("search finds services, incidents and deployments and goes there by keyboard alone", async ({ page, serve }) => {
  const { server } = await serve("incident");
  await page.goto(server.url);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await page.keyboard.press("/");
  const field = page.getByRole("combobox");
  await expect(field).toBeFocused();
  await field.fill("payment");
  await expect(page.getByRole("option").first()).toContainText("payment-api");
  await expectAccessible(page);
  await field.fill("dep-11");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/deployments\/dep-11$/);
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await page.keyboard.press("/");
  await page.getByRole("combobox").fill("zzz");
  await expect(page.getByText("Nothing is called")).toBeVisible();
});

test("a lost server is shown as reconnecting, then stale with what was known, and comes back by itself", async ({ page, serve }) => {
  const { server } = await serve("calm");
  await page.clock.install();
  await page.goto(server.url);
  await expect(page.locator(".live")).toHaveText("Live");
  await server.close();
  await page.clock.runFor(3000);
  await expect(page.locator(".live")).toHaveText("Reconnecting");
  await page.clock.runFor(20_000);
  await expect(page.locator(".live")).toContainText("Stale");
  await expect(page.getByRole("alert")).toContainText("nothing is known of now");
  await expect(page.getByRole("heading", { level: 1 })).toContainText("All 2 services");
  await server.open();
  await expect(async () => {
    await page.clock.runFor(2000);
    await expect(page.locator(".live")).toHaveText("Live", { timeout: 500 });
  }).toPass();
  await expect(page.getByRole("alert")).toHaveCount(0);
});

test("a server that never answers is said so on the overview and on other pages", async ({ page, serve }) => {
  const { server } = await serve("calm");
  await page.route("**/api/**", (route) => route.abort());
  await page.clock.install();
  await page.goto(`${server.url}/`);
  await page.clock.runFor(20_000);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("The Mainstay server does not answer");
  await expectAccessible(page);
  await page.goto(`${server.url}/incidents/inc-1`);
  await page.clock.runFor(20_000);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("The Mainstay server does not answer");
  await page.unroute("**/api/**");
});

for (const [path, sentence] of [
  ["/services/nope", "There is no service named “nope”"],
  ["/incidents/inc-99", "There is no incident named “inc-99”"],
  ["/deployments/dep-99", "There is no deployment named “dep-99”"],
] as const) {
  test(`${path} says that there is no such thing and where to look`, async ({ page, serve }) => {
    const { server } = await serve("calm");
    await page.goto(server.url + path);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(sentence);
    await expect(page.locator("main").getByRole("link")).toHaveCount(1);
    await expectAccessible(page);
  });
}

test("acknowledging asks for a name once and keeps it", async ({ page, serve }) => {
  const { server } = await serve("incident");
  await page.goto(`${server.url}/incidents/inc-7`);
  await expect(page.getByRole("region", { name: "Next escalation" })).toContainText(/\d:\d\d/);
  await page.getByRole("button", { name: "Acknowledge" }).click();
  const dialog = page.getByRole("dialog");
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Acknowledge" }).click();
  await expect(dialog).toContainText("a name is needed");
  await dialog.getByLabel("Your name").fill("Dana");
  await dialog.getByRole("button", { name: "Acknowledge" }).click();
  await expect(page.locator(".hero-state").getByText("Dana is on it")).toBeVisible();
  await expect(page.getByRole("region", { name: "Next escalation" })).toHaveCount(0);
  await page.reload();
  await page.getByRole("button", { name: "Mitigate" }).click();
  await expect(page.getByRole("dialog")).toContainText("no longer hurt");
  await expect(page.getByRole("dialog").getByLabel("Your name")).toHaveCount(0);
  await page.getByRole("dialog").getByLabel("What helped?").fill("rolled back");
  await page.getByRole("dialog").getByRole("button", { name: "Mitigate" }).click();
  await expect(page.getByRole("list", { name: "Timeline" })).toContainText("rolled back");
});

test("a note needs words and lands on the timeline with its number", async ({ page, serve }) => {
  const { server } = await serve("incident");
  await signIn(page, "Dana");
  await page.goto(`${server.url}/incidents/inc-7`);
  await page.getByRole("button", { name: "Add note" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "Add note" }).click();
  await expect(dialog).toContainText("some words are needed");
  await dialog.getByLabel("What did you see or do?").fill("the pool is exhausted");
  await dialog.getByRole("button", { name: "Add note" }).click();
  await expect(page.getByRole("list", { name: "Timeline" }).getByRole("listitem").last()).toContainText(/Dana: the pool is exhausted.*#1215/);
});

test("a refused action shows the server's words", async ({ page, serve }) => {
  const { server, world } = await serve("incident");
  world.refusal = { status: 409, problem: problem("MS-API-409", "inc-7 was acknowledged by Ben Okafor already", { fix: "look at the timeline" }) };
  await signIn(page, "Dana");
  await page.goto(`${server.url}/incidents/inc-7`);
  await page.getByRole("button", { name: "Acknowledge" }).click();
  await expect(page.getByRole("alert")).toContainText("not possible now");
  await expect(page.getByRole("alert")).toContainText("acknowledged by Ben Okafor already");
  await expectAccessible(page);
  await page.getByRole("button", { name: "Dismiss" }).click();
  await expect(page.getByRole("alert")).toHaveCount(0);
});

test("rolling back says what will happen and how to undo it, and asks once", async ({ page, serve }) => {
  const { server } = await serve("incident");
  await signIn(page, "Dana");
  await page.goto(`${server.url}/deployments/dep-12`);
  await page.getByRole("button", { name: "Roll back…" }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog).toContainText("1.2.0 of payment-api gets no more traffic at once and 1.1.0 serves all of it");
  await expect(dialog).toContainText("mainstay deploy payment-api 1.2.0");
  await expectAccessible(page);
  await page.keyboard.press("Escape");
  await expect(dialog).toHaveCount(0);
  await page.getByRole("button", { name: "Roll back…" }).click();
  await dialog.getByLabel("Why?").fill("refunds fail");
  await dialog.getByRole("button", { name: "Roll back" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Dana rolled 1.2.0 back");
  await expect(page.getByRole("button", { name: "Promote…" })).toHaveCount(0);
});

test("promoting past the judge warns of it", async ({ page, serve }) => {
  const { server } = await serve("incident");
  await signIn(page, "Dana");
  await page.goto(`${server.url}/deployments/dep-12`);
  await page.getByRole("button", { name: "Promote…" }).click();
  await expect(page.getByRole("dialog")).toContainText("The judge has not passed it");
  await page.getByRole("dialog").getByRole("button", { name: "Promote" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Dana promoted 1.2.0");
});

test("charts share their cursor, zoom by dragging, and the address keeps the range", async ({ page, serve }) => {
  const { server } = await serve("incident");
  await page.goto(`${server.url}/services/payment-api?minutes=60`);
  const plot = page.locator(".plot .u-over");
  await expect(plot).toHaveCount(3);
  await expect(page.getByRole("radio", { name: "1 h" })).toBeChecked();
  await plot.first().scrollIntoViewIfNeeded();
  const box = await plot.first().boundingBox();
  if (!box) throw new Error("the chart has no size");
  await page.mouse.move(box.x + box.width * 0.3, box.y + 50);
  await expect(page.locator(".chart-at")).not.toContainText(["latest", "latest", "latest"]);
  const read = await page.locator(".chart-at").allTextContents();
  expect(new Set(read).size).toBe(1);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.6, box.y + 60, { steps: 5 });
  await page.mouse.up();
  await expect(page).toHaveURL(/minutes=60&from=\d+&to=\d+/);
  await page.reload();
  await expect(page.getByRole("button", { name: "Reset zoom" })).toBeVisible();
  await page.getByRole("button", { name: "Reset zoom" }).click();
  await expect(page).not.toHaveURL(/from=/);
});

test("times turn to UTC and colours to dark on demand, and stay so", async ({ page, serve }) => {
  const { server } = await serve("incident");
  await page.goto(`${server.url}/incidents/inc-7`);
  await page.getByRole("button", { name: "Times in UTC" }).click();
  await expect(page.getByRole("list", { name: "Timeline" }).locator("time").first()).toHaveAttribute("title", /UTC/);
  await page.getByRole("button", { name: "Dark colours" }).click();
  await page.reload();
  await expect(page.locator("html")).toHaveAttribute("data-mantine-color-scheme", "dark");
  await expect(page.getByRole("button", { name: "Times in UTC" })).toHaveAttribute("aria-pressed", "true");
});

test("the post-mortem draft is shown and copied as Markdown", async ({ page, serve, context }) => {
  const { server } = await serve("incident");
  await context.grantPermissions(["clipboard-read", "clipboard-write"], { origin: server.url });
  await page.goto(`${server.url}/incidents/inc-3`);
  await page.getByRole("button", { name: "View the draft" }).click();
  await expect(page.locator(".draft")).toContainText("Post-mortem draft");
  await page.getByRole("button", { name: "Copy as Markdown" }).click();
  await expect(page.getByRole("button", { name: "Copied" })).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toContain("| time | what happened | fact |");
});
