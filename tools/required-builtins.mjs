import { isBuiltin } from "node:module";

/**
 * For esbuild: CommonJS packages call `require("events")`, which an ES module lacks. Each such module is imported instead, and
 * its default export, which is what `require` would give, is handed on.
 */
export const requiredBuiltins = {
  name: "required-builtins",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /./ }, ({ path, kind, namespace }) => {
      if (kind !== "require-call") return undefined;
      if (namespace === "required") return { path, namespace: "imported" };
      return isBuiltin(path) ? { path: path.replace(/^(node:)?/, "node:"), namespace: "required" } : undefined;
    });
    onLoad({ filter: /./, namespace: "required" }, ({ path }) => ({
      contents: `module.exports = require("${path}").default`,
    }));
    onLoad({ filter: /./, namespace: "imported" }, ({ path }) => ({ contents: `export { default } from "${path}"` }));
  },
};
