import { spawn, type ChildProcess } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { test as base } from "@playwright/test";

const E2E = fileURLToPath(new URL("..", import.meta.url));
const LAUNCHER = process.env.MAINSTAY_LAUNCHER ?? join(E2E, "../../mainstay");

/** A real server with its designs, and the means to hurt the service that it watches. */
export interface Stack {
  readonly url: string;
  readonly gateway: string;
  /** Changes the shop: which share of its requests fails, whether its database answers. */
  control(state: { errorRatio?: number; dependencyUp?: boolean }): Promise<void>;
  api(path: string, body?: unknown): Promise<unknown>;
  /** Puts a document beside the designs, where the server finds it by itself. */
  document(name: string, text: string): void;
  /** Requests through the gateway, `rate` each second, until the returned function is called. */
  traffic(rate: number): () => void;
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => (address !== null && typeof address === "object" ? resolve(address.port) : reject(new Error("no port"))));
    });
  });
}

/** Starts a program and resolves with the line that says it is ready. */
function start(command: string, args: string[], env: Record<string, string>, ready: RegExp): Promise<ChildProcess> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { env: { ...process.env, ...env }, stdio: ["ignore", "pipe", "pipe"] });
    let said = "";
    const hear = (chunk: Buffer) => {
      said = (said + chunk.toString()).slice(-20_000);
      if (ready.test(said)) resolve(child);
    };
    child.stdout.on("data", hear);
    child.stderr.on("data", hear);
    child.once("error", reject);
    child.once("exit", (code) => reject(new Error(`${command} ${args.join(" ")} ended with ${code}:\n${said}`)));
  });
}

function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    child.once("exit", () => resolve());
    child.kill("SIGTERM");
  });
}

/** @param beside a folder of more designs or documents, or the empty string */
async function build(beside: string): Promise<{ stack: Stack; stop: () => Promise<void> }> {
  const folder = mkdtempSync(join(tmpdir(), "mainstay-e2e-"));
  const [shop, gateway, port] = [await freePort(), await freePort(), await freePort()];
  const designs = join(folder, "designs");
  for (const from of ["designs", beside]) if (from) cpSync(join(E2E, from), designs, { recursive: true });
  for (const name of readdirSync(designs).filter((one) => one.endsWith(".yaml"))) {
    const text = readFileSync(join(designs, name), "utf8");
    writeFileSync(
      join(designs, name),
      text.replaceAll("@SHOP@", String(shop)).replaceAll("@GATEWAY@", String(gateway)).replaceAll("@NODE@", process.execPath).replaceAll("@SERVICE@", join(E2E, "service.mjs")),
    );
  }
  const service = await start(process.execPath, [join(E2E, "service.mjs")], { PORT: String(shop), TRAFFIC: "50" }, /listening/);
  let server: ChildProcess;
  try {
    server = await start(LAUNCHER, ["up", "--designs", designs, "--data", join(folder, "data"), "--port", String(port)], {}, /Mainstay is ready/);
  } catch (failure) {
    await stop(service);
    throw failure;
  }
  const url = `http://127.0.0.1:${port}`;
  const stack: Stack = {
    url,
    gateway: `http://127.0.0.1:${gateway}`,
    async control(state) {
      await fetch(`http://127.0.0.1:${shop}/control`, { method: "POST", body: JSON.stringify(state) });
    },
    async api(path, body) {
      const response = await fetch(`${url}/api/mainstay/v1${path}`, body === undefined ? {} : { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) });
      if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
      return response.json();
    },
    document(name, text) {
      writeFileSync(join(designs, name), text);
    },
    traffic(rate) {
      const timer = setInterval(() => void fetch(`http://127.0.0.1:${gateway}/work`).then((response) => response.arrayBuffer()).catch(() => undefined), 1000 / rate);
      return () => clearInterval(timer);
    },
  };
  return {
    stack,
    async stop() {
      // Services outlive the server on purpose; a test must not leave its own behind.
      const pids = (await stack.api("/overview") as { services: { instances: { pid: number | null }[] }[] }).services.flatMap((one) => one.instances.flatMap(({ pid }) => pid ?? []));
      await stop(server);
      await stop(service);
      for (const pid of pids) {
        try {
          process.kill(pid, "SIGTERM");
        } catch {
          // It has ended by itself.
        }
      }
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export const test = base.extend<object, { beside: string; stack: Stack }>({
  beside: ["", { scope: "worker", option: true }],
  stack: [
    async ({ beside }, use) => {
      const { stack, stop: end } = await build(beside);
      await use(stack);
      await end();
    },
    // The launcher may have to build first.
    { scope: "worker", timeout: 600_000 },
  ],
});
