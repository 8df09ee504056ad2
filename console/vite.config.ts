import react from "@vitejs/plugin-react";
import { defineConfig, type Plugin } from "vite";

/**
 * In development the API comes from a running server (MAINSTAY_URL), or else from the mock with the
 * scenario that the environment names (MOCK=calm, incident, crowded, empty).
 */
function mock(): Plugin {
  return {
    name: "mainstay-mock",
    apply: "serve",
    async configureServer(vite) {
      if (process.env.MAINSTAY_URL) return;
      const { mockApi } = await import("./mock/api.ts");
      const { scenario } = await import("./mock/scenarios.ts");
      vite.middlewares.use(mockApi(scenario(process.env.MOCK ?? "incident")));
    },
  };
}

const upstream = process.env.MAINSTAY_URL;

export default defineConfig({
  plugins: [react(), mock()],
  server: {
    host: "127.0.0.1",
    port: 5173,
    ...(upstream ? { proxy: { "/api": { target: upstream }, "/prometheus": { target: upstream } } } : {}),
  },
  build: {
    target: "es2022",
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1000,
  },
  test: { include: ["test/**/*.test.{ts,tsx}"], environment: "node" },
} as Parameters<typeof defineConfig>[0]);
