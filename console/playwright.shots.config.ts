import { defineConfig } from "@playwright/test";
import base from "./playwright.config";

/** Pictures of every page in every size and colour, for looking at: `npm run shots`. */
export default defineConfig({ ...base, testDir: "mock", projects: [{ name: "shots", testMatch: "shots.ts" }] });
