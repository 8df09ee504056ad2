import { defineConfig } from "@playwright/test";

/** Chromium comes from the system; as root it runs only without its sandbox. */
export const browser = {
  launchOptions: {
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: [
      ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      "--disable-dev-shm-usage",
    ],
  },
};

export default defineConfig({
  testDir: "e2e",
  outputDir: "target/test-results",
  fullyParallel: false,
  workers: 1,
  forbidOnly: !!process.env.CI,
  reporter: [["list"]],
  timeout: 60_000,
  use: { ...browser, viewport: { width: 1280, height: 900 }, locale: "en-GB", trace: "retain-on-failure" },
  projects: [
    { name: "states", testMatch: "states/**/*.spec.ts" },
    { name: "real", testMatch: "real/**/*.spec.ts" },
  ],
});
