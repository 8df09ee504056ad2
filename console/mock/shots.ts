import { test } from "@playwright/test";
import { scenario } from "./scenarios.ts";
import { serveMock } from "./server.ts";

const PAGES: [string, string, string[]][] = [
  ["incident", "overview", ["/"]],
  ["incident", "service", ["/services/payment-api"]],
  ["incident", "incidents", ["/incidents"]],
  ["incident", "incident", ["/incidents/inc-7"]],
  ["incident", "deployments", ["/deployments"]],
  ["incident", "deployment", ["/deployments/dep-12"]],
  ["incident", "readiness", ["/services/payment-api/readiness"]],
  ["crowded", "readiness-proven", ["/services/payment-api/readiness"]],
  ["incident", "claims", ["/services/payment-api/claims"]],
  ["crowded", "claims-proven", ["/services/payment-api/claims"]],
  ["incident", "claims-empty", ["/services/fraud-api/claims"]],
  ["incident", "readiness-list", ["/readiness"]],
  ["incident", "check", ["/checks/MS-C007"]],
  ["incident", "objectives", ["/objectives"]],
  ["calm", "objectives-calm", ["/objectives"]],
  ["unknown", "objectives-unknown", ["/objectives"]],
  ["empty", "objectives-empty", ["/objectives"]],
  ["crowded", "objectives-crowded", ["/objectives"]],
  ["crowded", "objective-crowded", ["/services/payment-api/objectives/checkout%2Fpaid"]],
  ["incident", "objective", ["/services/payment-api/objectives/checkout%2Fpaid"]],
  ["incident", "objective-design", ["/services/payment-api/objectives/availability"]],
  ["unknown", "objective-unknown", ["/services/payment-api/objectives/availability"]],
  ["calm", "overview-calm", ["/"]],
  ["empty", "overview-empty", ["/"]],
  ["documents", "overview-documents", ["/"]],
  ["empty", "incidents-empty", ["/incidents"]],
  ["empty", "deployments-empty", ["/deployments"]],
  ["unknown", "service-unknown", ["/services/payment-api"]],
  ["unknown", "overview-unknown", ["/"]],
  ["crowded", "overview-crowded", ["/"]],
  ["crowded", "incidents-crowded", ["/incidents"]],
  ["crowded", "deployments-crowded", ["/deployments"]],
  ["calm", "query", ["/query?q=up"]],
  ["calm", "query-many", ["/query?q=sum"]],
  ["calm", "query-table", ["/query?q=sum&view=table"]],
  ["calm", "query-explain", ["/query?q=up+*+up&view=explain"]],
  ["calm", "query-refused", ["/query?q=sum%28"]],
  ["calm", "query-empty", ["/query"]],
  ["incident", "not-found", ["/nowhere"]],
  ["incident", "missing", ["/incidents/inc-99"]],
];

const only = process.env.SHOTS?.split(",");

for (const [world, name, [path = "/"]] of PAGES) {
  if (only && !only.includes(name)) continue;
  test(name, async ({ browser }) => {
    const server = await serveMock(scenario(world));
    for (const width of [1280, 390]) {
      for (const colorScheme of ["light", "dark"] as const) {
        const page = await browser.newPage({ viewport: { width, height: width === 390 ? 844 : 900 }, colorScheme, locale: "en-GB", deviceScaleFactor: 1 });
        await page.goto(server.url + path);
        await page.waitForSelector("h1");
        await page.waitForTimeout(900);
        await page.screenshot({ path: `target/shots/${name}-${width}-${colorScheme}.png`, fullPage: !world.includes("crowded") });
        const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
        if (overflow > 0) console.error(`${name} at ${width} px scrolls sideways by ${overflow} px`);
        await page.close();
      }
    }
    await server.close();
  });
}
