// Fails the build when all scripts together are over 250 KB compressed: the console must open on a phone at 3 a.m.
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

const limit = 250 * 1000;
const assets = fileURLToPath(new URL("../dist/assets/", import.meta.url));
const size = (ending) =>
  readdirSync(assets)
    .filter((name) => name.endsWith(ending))
    .reduce((sum, name) => sum + gzipSync(readFileSync(assets + name), { level: 9 }).length, 0);
const kb = (bytes) => `${(bytes / 1000).toFixed(1)} KB`;

const script = size(".js");
console.log(`script ${kb(script)} of ${kb(limit)} compressed, styles ${kb(size(".css"))}`);
if (script > limit) {
  console.error(`the console's script is ${kb(script)} compressed (expected: at most ${kb(limit)})`);
  process.exit(1);
}
