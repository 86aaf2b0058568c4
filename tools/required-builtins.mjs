import { isBuiltin } from "node:module";

/**
 * For esbuild: CommonJS packages call `require("events")`, which an ES module lacks. Each such module is imported instead, and
 * its default export, which is what `require` would give, is handed on. Papaparse's streams, for Node alone, are left out: nobody
 * uses them, and browsers run the rest.
 */
export const requiredBuiltins = {
  name: "required-builtins",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /./ }, ({ path, kind, namespace, importer }) => {
      if (kind !== "require-call") return undefined;
      if (path === "stream" && importer.includes("/node_modules/papaparse/")) return { path, namespace: "left-out" };
      if (namespace === "required") return { path, namespace: "imported" };
      return isBuiltin(path) ? { path: path.replace(/^(node:)?/, "node:"), namespace: "required" } : undefined;
    });
    onLoad({ filter: /./, namespace: "required" }, ({ path }) => ({
      contents: `module.exports = require("${path}").default`,
    }));
    onLoad({ filter: /./, namespace: "left-out" }, () => ({ contents: "" }));
    onLoad({ filter: /./, namespace: "imported" }, ({ path }) => ({ contents: `export { default } from "${path}"` }));
  },
};
