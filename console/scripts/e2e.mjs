// Runs the browser tests in the system's Chromium, and says so plainly when there is none.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

const home = fileURLToPath(new URL("..", import.meta.url));
const candidates = process.env.CHROMIUM
  ? [process.env.CHROMIUM]
  : ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome", "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"];
const chromium = candidates.find((path) => existsSync(path));
if (!chromium) {
  console.error(
    `no Chromium for the browser tests (looked for: ${candidates.join(", ")})\n` +
      "fix: apt-get install chromium, or set CHROMIUM to the path of a Chromium or Chrome",
  );
  process.exit(2);
}
if (!existsSync(`${home}node_modules/@playwright/test`)) {
  console.error("node_modules is missing\nfix: npm ci");
  process.exit(2);
}
if (!existsSync(`${home}dist/index.html`)) {
  console.error("the console is not built\nfix: npm run build");
  process.exit(2);
}
const { status } = spawnSync(process.execPath, [`${home}node_modules/@playwright/test/cli.js`, "test", ...process.argv.slice(2)], {
  cwd: home,
  stdio: "inherit",
  env: { ...process.env, CHROMIUM: chromium },
});
process.exit(status ?? 1);
