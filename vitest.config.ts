import { configDefaults, defineConfig } from "vitest/config";
import ENTRIES from "./tools/entries.json" with { type: "json" };

/** The package by its own names, as users import it. */
const alias = Object.entries(ENTRIES).map(([path, { source }]) => ({
  find: new RegExp(`^wasmgrad${path.slice(1)}$`),
  replacement: new URL(source, import.meta.url).pathname,
}));

export default defineConfig({
  resolve: { alias },
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
          // A browser runs both builds, and types know of none.
          exclude: [...configDefaults.exclude, "test/browser/**", "test/document-types.test.ts"],
          pool: "forks",
          execArgv: process.versions.node.startsWith("20.") ? ["--experimental-wasm-relaxed-simd"] : [],
          env: { WANT_BUILD: "relaxed" },
        },
      },
    ],
  },
});
