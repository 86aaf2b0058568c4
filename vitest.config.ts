import { readdirSync } from "node:fs";
import { configDefaults, defineConfig, type TestProjectConfiguration } from "vitest/config";
import ENTRIES from "./tools/entries.json" with { type: "json" };

/** The package by its own names, as users import it. */
const alias = Object.entries(ENTRIES).map(([path, { source }]) => ({
  find: new RegExp(`^wasmgrad${path.slice(1)}$`),
  replacement: new URL(source, import.meta.url).pathname,
}));

/** Folders whose tests take the engine as it starts by itself: their files share processes, which saves most of the time. */
const SHARING = ["assembly", "autograd", "base", "csv", "data", "golden", "io", "linalg", "models", "nn", "ops", "optim", "tensor", "train", "viz"]; // prettier-ignore
/** Files there that need an engine of their own, with little memory say. */
const APART = ["test/optim/optimizer.test.ts"];
const inFolders = (folders: readonly string[]): string[] => folders.map((folder) => `test/${folder}/**/*.test.ts`);
const OTHERS = readdirSync(new URL("test", import.meta.url)).filter((name) => !SHARING.includes(name));
/** Node 20 has relaxed SIMD behind a flag. */
const RELAXED = process.versions.node.startsWith("20.") ? ["--experimental-wasm-relaxed-simd"] : [];

/** One build of the kernels: for the files that share processes, or for the others, with a process each. */
function project(build: "plain" | "relaxed", shares: boolean): TestProjectConfiguration {
  const { exclude } = configDefaults;
  // A browser runs both builds, and types are the same for both.
  const elsewhere = build === "relaxed" ? ["test/browser/**", "test/document-types.test.ts"] : [];
  const files = shares
    ? { include: inFolders(SHARING), exclude: [...exclude, ...APART] }
    : { include: ["test/*.test.ts", ...inFolders(OTHERS), ...APART], exclude: [...exclude, ...elsewhere] };
  return {
    extends: true,
    test: {
      name: shares ? build : `${build}-apart`,
      ...files,
      setupFiles: ["test/helpers/setup.ts", ...(shares ? ["test/helpers/start-again.ts"] : [])],
      isolate: !shares,
      pool: "forks",
      execArgv: build === "relaxed" ? RELAXED : [],
      env: { WANT_BUILD: build },
    },
  };
}

export default defineConfig({
  resolve: { alias },
  test: {
    testTimeout: 60_000,
    maxWorkers: "100%", // the process that directs them has little to do
    projects: [project("plain", true), project("plain", false), project("relaxed", true), project("relaxed", false)],
  },
});
