import { configDefaults, defineConfig } from "vitest/config";

const entry = (path: string) => new URL(`./src/${path}`, import.meta.url).pathname;

export default defineConfig({
  resolve: {
    alias: [
      { find: /^wasmgrad$/, replacement: entry("index.ts") },
      { find: /^wasmgrad\/datasets$/, replacement: entry("data/datasets/index.ts") },
      { find: /^wasmgrad\/node$/, replacement: entry("node/index.ts") },
      { find: /^wasmgrad\/viz$/, replacement: entry("viz/index.ts") },
      { find: /^wasmgrad\/worker$/, replacement: entry("worker/index.ts") },
    ],
  },
  test: {
    include: ["test/**/*.test.ts"],
    testTimeout: 60_000,
    setupFiles: ["test/helpers/setup.ts"],
    // One project a build: Node 20 has relaxed SIMD behind a flag.
    projects: [
      { extends: true, test: { name: "plain", pool: "forks", env: { WANT_BUILD: "plain" } } },
      {
        extends: true,
        test: {
          name: "relaxed",
          exclude: [...configDefaults.exclude, "test/browser/**"], // a browser runs both builds
          pool: "forks",
          execArgv: process.versions.node.startsWith("20.") ? ["--experimental-wasm-relaxed-simd"] : [],
          env: { WANT_BUILD: "relaxed" },
        },
      },
    ],
  },
});
