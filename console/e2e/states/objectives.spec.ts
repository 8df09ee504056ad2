import { objectives, objectivesPage, row } from "../../mock/objectives.ts";
import { problem } from "../../mock/world.ts";
import type { ObjectiveDetail, ObjectiveRow } from "../../src/api/types";
import { expect, expectAccessible, expectNoSideways, signIn, test } from "../support.ts";

const PAID = "/services/payment-api/objectives/checkout%2Fpaid";

test("a hundred objectives are found by state and name, the worst first, and the address keeps it", async ({ page, serve }) => {
  const { server } = await serve("crowded");
  await page.goto(server.url);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await page.keyboard.press("g");
  await page.keyboard.press("b");
  await expect(page).toHaveURL(/\/objectives$/);
  await expect(page.getByRole("navigation", { name: "Pages", exact: true }).getByRole("link", { name: "Objectives" })).toHaveAttribute("aria-current", "page");
  const rows = page.locator("tbody tr");
  await expect(rows).toHaveCount(112);
  await expect(rows.first()).toContainText("Used up");
  await page.getByRole("button", { name: /^Unknown/ }).click();
  await expect(rows.first()).toContainText("Unknown");
  await expect(page).toHaveURL(/state=unknown/);
  await page.getByRole("button", { name: /^Unknown/ }).click();
  await page.getByLabel("Filter objectives").fill("tax latency");
  await expect(page).toHaveURL(/find=tax/);
  await expect(rows).toHaveCount(3);
  await page.reload();
  await expect(rows).toHaveCount(3);
  await page.getByLabel("Filter objectives").fill("no such thing");
  await expect(page.getByText("No objective matches")).toBeVisible();
  await page.getByRole("button", { name: "Show all" }).click();
  await expect(rows).toHaveCount(112);
  await rows.first().getByRole("link").click();
  await expect(page.getByRole("navigation", { name: "Pages", exact: true }).getByRole("link", { name: "Objectives" })).toHaveAttribute("aria-current", "page");
});

test("of ten thousand objectives a page is shown, the next on demand, and the filter is the server's", async ({ page, serve }) => {
  const { server, world } = await serve("crowded");
  const [first] = objectives(world).map(row);
  if (!first) throw new Error("the world has no objective");
  const all = Array.from({ length: 10_000 }, (_, i): ObjectiveRow => ({ ...first, service: `service-${i % 500}`, name: `objective-${i}`, remaining: i / 10_000, ...(i < 250 ? { health: "act", level: "exhausted" } : { health: "good", level: "healthy" }) }));
  const answered: number[] = [];
  await page.route("**/api/mainstay/v1/objectives?*", (route) => {
    const list = objectivesPage(all, new URL(route.request().url()).searchParams);
    answered.push(list.objectives.length);
    return route.fulfill({ json: list });
  });
  await page.goto(`${server.url}/objectives`);
  const rows = page.locator("tbody tr");
  const turn = page.getByRole("navigation", { name: "More objectives" });
  await expect(rows).toHaveCount(200);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("250 budgets are used up, of 10,000 objectives");
  await expect(turn).toContainText("1–200 of 10,000");
  await expect(turn.getByRole("link", { name: /Previous/ })).toHaveCount(0);
  await turn.getByRole("link", { name: "Next 200" }).click();
  await expect(turn).toContainText("201–400 of 10,000");
  await expect(rows.first()).toContainText("objective-200");
  await expect(page).toHaveURL(/after=/);
  expect(await page.evaluate(() => scrollY)).toBe(0);
  await page.reload();
  await expect(rows.first()).toContainText("objective-200");
  await expectAccessible(page);
  await page.goBack();
  await expect(rows.first()).toContainText("objective-0");
  await page.goForward();
  await turn.getByRole("link", { name: "Previous 200" }).click();
  await expect(turn).toContainText("1–200 of 10,000");
  await expect(page).toHaveURL(/\/objectives$/);

  await page.getByRole("button", { name: "Act 250" }).click();
  await expect(page.getByRole("region", { name: "Objectives" })).toContainText("250 of 10,000");
  await turn.getByRole("link", { name: "Next 50" }).click();
  await expect(rows).toHaveCount(50);
  await expect(turn.getByRole("link", { name: /Next/ })).toHaveCount(0);
  // A filter begins at the beginning, and what is left of it is a link.
  await page.getByLabel("Filter objectives").fill("objective-9");
  await expect(rows).toHaveCount(11);
  await expect(turn).toHaveCount(0);
  await expect(page).toHaveURL(/\/objectives\?state=act&find=objective-9$/);
  await page.getByRole("button", { name: "Act 250" }).click();
  await page.getByLabel("Filter objectives").fill("objective-9876");
  await expect(rows).toHaveCount(1);
  expect(Math.max(...answered)).toBe(200);
});

test("a broken SLA asks for a person although the objective keeps its budget", async ({ page, serve }) => {
  const { server, world } = await serve("calm");
  await page.route("**/api/mainstay/v1/objectives?*", (route) => {
    const rows = objectives(world).map(row);
    const broken = rows.map((one): ObjectiveRow => (one.name === "latency" && one.service === "fraud-api" && one.agreement ? { ...one, health: "act", agreement: { ...one.agreement, health: "act" } } : one));
    return route.fulfill({ json: objectivesPage(broken, new URL(route.request().url()).searchParams) });
  });
  await page.goto(`${server.url}/objectives`);
  await expect(page.getByRole("heading", { level: 1 })).toContainText("1 SLA is broken, of");
  const first = page.locator("tbody tr").first();
  await expect(first).toContainText("SLA broken");
  await expect(first).toContainText("fraud-api");
});

test("on a phone every value of a row stands beside its label", async ({ page, serve }) => {
  const { server } = await serve("incident");
  for (const width of [320, 390]) {
    await page.setViewportSize({ width, height: 844 });
    await page.goto(`${server.url}/objectives`);
    await expect(page.locator("tbody tr")).toHaveCount(5);
    const outside = await page.locator("tbody td").evaluateAll((cells) =>
      cells.flatMap((cell) => {
        const label = parseFloat(getComputedStyle(cell).paddingLeft) + parseFloat(getComputedStyle(cell).gridTemplateColumns);
        const beside = cell.getBoundingClientRect().left + label;
        const range = document.createRange();
        range.selectNodeContents(cell);
        return [...range.getClientRects()].filter((box) => box.width > 0 && (box.left < beside || box.right > innerWidth)).map(() => cell.textContent);
      }),
    );
    expect(outside).toEqual([]);
    await expectNoSideways(page);
  }
});

test("objectives are found by the search", async ({ page, serve }) => {
  const { server } = await serve("incident");
  await page.goto(server.url);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await page.keyboard.press("/");
  await page.getByRole("combobox").fill("latency fraud");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/services\/fraud-api\/objectives\/latency$/);
});

test("excluding a time says what it does, is sent once, and shows how the budget changed", async ({ page, serve }) => {
  const { server, world } = await serve("incident");
  await signIn(page, "Dana");
  await page.goto(server.url + PAID);
  const corrections = page.getByRole("region", { name: "Corrections" });
  await expect(corrections).toContainText("Takes out 610 bad events of 45k, 5.6");
  await expect(corrections).toContainText("the bank's announced maintenance");
  await corrections.getByRole("button", { name: "Exclude a time…" }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog).toContainText("withdraw the correction on this page");
  await dialog.getByRole("button", { name: "Exclude the time" }).click();
  await expect(dialog.getByText("a time is needed")).toHaveCount(2);
  await expect(dialog.getByText("some words are needed")).toHaveCount(1);
  expect(world.posts).toEqual([]);
  // The time is asked in the reader's zone.
  const shown = await page.evaluate((at) => {
    const two = (n: number) => String(n).padStart(2, "0");
    const text = (ms: number) => ((d: Date) => `${d.getFullYear()}-${two(d.getMonth() + 1)}-${two(d.getDate())}T${two(d.getHours())}:${two(d.getMinutes())}`)(new Date(ms));
    return [text(at), text(at + 600_000)] as const;
  }, Date.now() - 8.6 * 3_600_000);
  await dialog.getByLabel("From").fill(shown[1]);
  await dialog.getByLabel("Until").fill(shown[0]);
  await dialog.getByLabel("Why?").fill("the switch was replaced");
  await dialog.getByRole("button", { name: "Exclude the time" }).click();
  await expect(dialog.getByText(/^from: .*\(expected: before until/)).toBeVisible();
  await expect(dialog.getByRole("alert")).toHaveCount(0);
  await expect(dialog.getByLabel("Why?")).toHaveValue("the switch was replaced");
  await expectAccessible(page);
  await page.setViewportSize({ width: 390, height: 844 });
  await expectNoSideways(page);
  await dialog.getByLabel("From").fill(shown[0]);
  await dialog.getByLabel("Until").fill(shown[1]);
  await expect(dialog.getByText(/^from: /)).toHaveCount(0);
  await expect(dialog).toContainText("4,494 bad events, 41.6");
  await dialog.getByRole("button", { name: "Exclude the time" }).dblclick();
  await expect(corrections.getByRole("status")).toHaveText(/^COR-6 holds\. Budget left: −58.% before, −16.3.% now; bad events: 17.1k before, 12.6k now\./);
  await expect(page.getByRole("heading", { level: 1 })).toContainText("overspent its budget by 16.3");
  expect(world.posts).toEqual(["exclusions", "exclusions"]);
  expect(world.corrections).toHaveLength(2);
  await expectAccessible(page);
  await expectNoSideways(page);

  await corrections.getByRole("button", { name: "Withdraw COR-6…" }).click();
  await expect(dialog).toContainText("4,494 bad events come back, 41.6");
  await dialog.getByLabel("Why?").fill("it was the wrong day");
  await dialog.getByRole("button", { name: "Withdraw COR-6" }).click();
  await expect(corrections.getByRole("status")).toContainText("COR-6 is withdrawn");
  await expect(corrections.getByRole("status")).toContainText("now; bad events: 12.6k before, 17.1k now");
  await expect(corrections.getByRole("listitem")).toHaveCount(1);
});

test("adjusting events says what it does, is sent once, and shows how the budget changed", async ({ page, serve }) => {
  const { server, world } = await serve("incident");
  await signIn(page, "Dana");
  await page.addInitScript(() => localStorage.setItem("mainstay.zone", "utc"));
  await page.goto(server.url + PAID);
  const corrections = page.getByRole("region", { name: "Corrections" });
  await corrections.getByRole("button", { name: "Adjust events…" }).click();
  const dialog = page.getByRole("dialog");
  const adjust = dialog.getByRole("button", { name: "Adjust the events" });
  await expect(dialog).toContainText("Whatever of the events in all is not good is bad");
  await expect(dialog).toContainText("withdraw the correction on this page");
  await adjust.click();
  await expect(dialog.getByText("a time is needed")).toHaveCount(1);
  await expect(dialog.getByText("some events are needed")).toHaveCount(1);
  await expect(dialog.getByText("some words are needed")).toHaveCount(1);
  await dialog.getByLabel("Good events").fill("many");
  await adjust.click();
  await expect(dialog.getByText("a number is needed")).toHaveCount(1);
  await expect(dialog.getByText("some events are needed")).toHaveCount(0);
  expect(world.posts).toEqual([]);

  const field = (at: number) => new Date(at).toISOString().slice(0, 16);
  await dialog.getByLabel("Good events").fill("");
  await dialog.getByLabel("Events in all").fill("\u22121080");
  await dialog.getByLabel("Why?").fill("probes were counted");
  await dialog.getByLabel("When").fill(field(world.now() + 3_600_000));
  await expect(dialog).toContainText("Takes out 1,080 bad events of 1,080, 10\u202f% of the budget, at ");
  await expect(dialog).toContainText("That lies ahead");
  await dialog.getByLabel("When").fill(field(world.now() - 40 * 86_400_000));
  await expect(dialog).toContainText("The window begins later");
  await dialog.getByLabel("When").fill(field(world.now() - 500 * 86_400_000));
  await adjust.click();
  await expect(dialog.getByText(/^when: .*expected: within 400 days of now/)).toBeVisible();
  await expect(dialog.getByRole("alert")).toHaveCount(0);
  await expect(dialog.getByLabel("Events in all")).toHaveValue("\u22121080");
  await expectAccessible(page);
  await page.setViewportSize({ width: 390, height: 844 });
  await expectNoSideways(page);
  await dialog.getByLabel("When").fill(field(world.now() - 8 * 3_600_000));
  await expect(dialog).not.toContainText("The window begins later");
  await adjust.dblclick();
  await expect(corrections.getByRole("status")).toHaveText(/^COR-6 holds\. Budget left: −58.% before, −48.% now; bad events: 17.1k before, 16k now\./);
  await expect(page.getByRole("heading", { level: 1 })).toContainText("overspent its budget by 48");
  expect(world.posts).toEqual(["adjustments", "adjustments"]);
  expect(world.corrections.at(-1)).toMatchObject({ kind: "adjustment", objective: "checkout/paid", good: 0, total: -1080, reason: "probes were counted", by: "Dana" });
  await expect(corrections).toContainText("0 good, −1,080 in all at ");
  await expect(corrections).toContainText("Takes out 1,080 bad events of 1,080, 10");
  await expectAccessible(page);
  await expectNoSideways(page);

  await corrections.getByRole("button", { name: "Withdraw COR-6…" }).click();
  await expect(dialog).toContainText("the events count as they were measured");
  await expect(dialog).toContainText("1,080 bad events come back");
  await expect(dialog).toContainText("adjust the events by the same numbers again");
  await dialog.getByLabel("Why?").fill("they were customers");
  await dialog.getByRole("button", { name: "Withdraw COR-6" }).click();
  await expect(corrections.getByRole("status")).toContainText("COR-6 is withdrawn");
  await expect(corrections.getByRole("listitem")).toHaveCount(1);
});

test("a composite can be excluded and not adjusted", async ({ page, serve }) => {
  const { server } = await serve("incident");
  await page.route("**/api/mainstay/v1/objectives/**", async (route) => {
    const detail = (await (await route.fetch()).json()) as ObjectiveDetail;
    const { budget } = detail.objective;
    await route.fulfill({ json: { ...detail, objective: { ...detail.objective, budget: budget && { ...budget, unit: "shares" } } } });
  });
  await page.goto(server.url + PAID);
  const corrections = page.getByRole("region", { name: "Corrections" });
  await expect(corrections.getByRole("button", { name: "Exclude a time…" })).toBeVisible();
  await expect(corrections.getByRole("button", { name: "Adjust events…" })).toHaveCount(0);
});

test("of many corrections the newest are shown, and all on demand", async ({ page, serve }) => {
  const { server } = await serve("crowded");
  await page.goto(server.url + PAID);
  const corrections = page.getByRole("region", { name: "Corrections" });
  await expect(corrections.getByRole("listitem")).toHaveCount(6);
  await expect(corrections.getByRole("listitem").first()).toContainText("COR-31");
  await expect(corrections).toContainText("for every objective of payment-api");
  await corrections.getByRole("button", { name: "Show all 13" }).click();
  await expect(corrections.getByRole("listitem")).toHaveCount(13);
});

test("a time zoomed in on is filled in", async ({ page, serve }) => {
  const { server } = await serve("incident");
  await signIn(page, "Dana");
  await page.addInitScript(() => localStorage.setItem("mainstay.zone", "utc"));
  await page.goto(`${server.url}${PAID}?from=1764590430&to=1764594030`);
  await page.getByRole("button", { name: "Exclude a time…" }).click();
  await expect(page.getByRole("dialog").getByLabel("From")).toHaveValue("2025-12-01T12:00");
  await expect(page.getByRole("dialog").getByLabel("Until")).toHaveValue("2025-12-01T13:01");
  await page.getByRole("dialog").getByRole("button", { name: "Cancel" }).click();
  await page.getByRole("button", { name: "Adjust events…" }).click();
  await expect(page.getByRole("dialog").getByLabel("When")).toHaveValue("2025-12-01T13:00");
});

test("what cannot be corrected is said in the dialog, and what was filled in stays", async ({ page, serve }) => {
  const { server, world } = await serve("incident");
  world.refusal = { status: 409, problem: problem("MS-X409", "200 corrections hold for payment-api (expected: fewer; take old ones back)") };
  await signIn(page, "Dana");
  await page.goto(server.url + PAID);
  await page.getByRole("button", { name: "Withdraw COR-4…" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Why?").fill("it was the wrong day");
  await dialog.getByRole("button", { name: "Withdraw COR-4" }).click();
  await expect(dialog.getByRole("alert")).toContainText("not possible now");
  await expect(dialog.getByRole("alert")).toContainText("200 corrections hold");
  await expect(dialog.getByLabel("Why?")).toHaveValue("it was the wrong day");
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Cancel" }).click();
  await expect(page.getByRole("alert")).toHaveCount(0);
});

test("exceptions from a freeze are asked for, approved by others, and withdrawn", async ({ page, serve }) => {
  const { server, world } = await serve("incident");
  await signIn(page, "Dana");
  await page.goto(server.url + PAID);
  const releases = page.getByRole("region", { name: "Releases" });
  const exceptions = releases.getByRole("list", { name: "Exceptions" });
  await expect(releases).toContainText("Frozen");
  await expect(exceptions.getByRole("listitem")).toHaveCount(2);
  await expect(exceptions).toContainText("1 of 2 approvals");
  await exceptions.getByRole("button", { name: "Approve EXC-3…" }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog).toContainText("1.2.1 of payment-api may be released until");
  await expect(dialog).toContainText("withdraw the exception on this page");
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Approve EXC-3" }).click();
  await expect(exceptions).toContainText("approved by Chi Nguyen and Dana");
  await expect(exceptions.getByRole("button", { name: /Approve/ })).toHaveCount(0);

  await releases.getByRole("button", { name: "Ask for an exception…" }).click();
  await dialog.getByLabel("Version").fill("1.3.0");
  await dialog.getByLabel("Why?").fill("the law asks for it");
  await dialog.getByLabel("For how many hours?").fill("1000");
  await dialog.getByRole("button", { name: "Ask for an exception" }).click();
  await expect(dialog.getByText(/^hours: 1000/)).toBeVisible();
  await dialog.getByLabel("For how many hours?").fill("");
  await dialog.getByRole("button", { name: "Ask for an exception" }).click();
  await expect(releases).toContainText("Somebody else than you has to approve it");
  await expect(exceptions.getByRole("listitem")).toHaveCount(3);
  expect(world.exceptions[0]).toMatchObject({ version: "1.3.0", askedBy: "Dana", state: "open" });

  await exceptions.getByRole("button", { name: "Withdraw EXC-4…" }).click();
  await dialog.getByLabel("Why?").fill("not needed");
  await dialog.getByRole("button", { name: "Withdraw EXC-4" }).click();
  await expect(exceptions.getByRole("listitem")).toHaveCount(2);
  await expectAccessible(page);
});
