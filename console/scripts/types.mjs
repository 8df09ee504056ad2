// Generates src/api/schema.d.ts from the server's API description, only when the description changed.
import { execFileSync } from "node:child_process";
import { existsSync, statSync } from "node:fs";
import { fileURLToPath } from "node:url";

const from = fileURLToPath(
  new URL("../../server/src/main/resources/dev/mainstay/server/openapi.yaml", import.meta.url),
);
const to = fileURLToPath(new URL("../src/api/schema.d.ts", import.meta.url));
const tool = fileURLToPath(new URL("../node_modules/openapi-typescript/bin/cli.js", import.meta.url));

if (!existsSync(from)) {
  console.error(`the API description is missing: ${from}\nfix: check out the whole repository; the console's types come from it`);
  process.exit(2);
}
if (!existsSync(tool)) {
  console.error("node_modules is missing or incomplete\nfix: npm ci");
  process.exit(2);
}
if (!existsSync(to) || statSync(to).mtimeMs < statSync(from).mtimeMs) {
  execFileSync(process.execPath, [tool, from, "-o", to], { stdio: "inherit" });
}
