import { createReadStream, existsSync, statSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";
import { mockApi } from "./api.ts";
import type { World } from "./world.ts";

const DIST = fileURLToPath(new URL("../dist", import.meta.url));
const TYPES: Record<string, string> = { ".html": "text/html; charset=utf-8", ".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml" };

export interface MockServer {
  readonly url: string;
  close(): Promise<void>;
  /** Comes back on the same port after {@link close}. */
  open(): Promise<void>;
}

/** The built console and the mock API over `world`, served the way that the real server does it. */
export async function serveMock(world: World): Promise<MockServer> {
  let port = 0;
  let server: Server;
  const open = async () => {
    const api = mockApi(world);
    server = createServer((request, response) =>
      api(request, response, () => {
        const path = normalize(decodeURIComponent(new URL(request.url ?? "/", "http://mock").pathname));
        const file = join(DIST, path);
        const found = file.startsWith(DIST) && existsSync(file) && statSync(file).isFile() ? file : join(DIST, "index.html");
        response.writeHead(200, { "content-type": TYPES[extname(found)] ?? "application/octet-stream" });
        createReadStream(found).pipe(response);
      }),
    );
    await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
    port = (server.address() as AddressInfo).port;
  };
  await open();
  return {
    url: `http://127.0.0.1:${port}`,
    open,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
