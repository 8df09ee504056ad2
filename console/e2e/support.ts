import AxeBuilder from "@axe-core/playwright";
import { test as base, expect, type Page } from "@playwright/test";
import { scenario } from "../mock/scenarios.ts";
import { serveMock, type MockServer } from "../mock/server.ts";
import type { World } from "../mock/world.ts";

export { expect };

/** A mock server over a scenario, for states that a real server reaches rarely; closed after the test. */
export const test = base.extend<{ serve: (name: string) => Promise<{ world: World; server: MockServer }>; flawless: void }>({
  // Whatever else a test looks at: no page may throw.
  flawless: [
    async ({ page }, use) => {
      const errors: string[] = [];
      page.on("pageerror", (error) => errors.push(error.message));
      await use();
      expect(errors).toEqual([]);
    },
    { auto: true },
  ],
  serve: async ({}, use) => {
    const servers: MockServer[] = [];
    await use(async (name) => {
      const world = scenario(name);
      const server = await serveMock(world);
      servers.push(server);
      return { world, server };
    });
    await Promise.all(servers.map((server) => server.close()));
  },
});

/** Nothing that axe finds against WCAG 2 A and AA, contrast included. */
export async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => `${node.target} ${node.failureSummary}`).join(" | ")}`)).toEqual([]);
}

export async function expectNoSideways(page: Page): Promise<void> {
  const [width, shown] = await page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth] as const);
  expect(width).toBeLessThanOrEqual(shown);
}

/** The page as someone known: actions do not ask for a name. */
export async function signIn(page: Page, name: string): Promise<void> {
  await page.addInitScript((who) => localStorage.setItem("mainstay.who", who), name);
}
