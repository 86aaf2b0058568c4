import tseslint from "typescript-eslint";

/** Blanks the decorators of top-level functions, which only AssemblyScript has: columns and lines stay. */
const assemblyscript = {
  meta: { name: "assemblyscript" },
  preprocess: (text) => [text.replace(/@(inline|external|unmanaged)\b/g, (word) => " ".repeat(word.length))],
  postprocess: ([messages]) => messages,
  supportsAutofix: true,
};

export default tseslint.config(
  {
    ignores: ["**/node_modules", "dist", "build", "runs", "**/generated", "docs/api", "test/.tmp"],
  },
  {
    files: ["**/*.ts", "**/*.mjs", "**/*.js"],
    extends: [tseslint.configs.strict],
    rules: {
      "@typescript-eslint/no-non-null-assertion": "off", // the price of noUncheckedIndexedAccess in index loops
      "@typescript-eslint/consistent-type-imports": "error",
      eqeqeq: ["error", "always", { null: "ignore" }],
      "no-console": "error",
      "prefer-const": "error",
    },
  },
  { files: ["tools/**", "bench/**", "src/cli/**", "examples/**", "test/browser/**"], rules: { "no-console": "off" } },
  {
    files: ["assembly/**/*.ts", "bench/peak/peak.ts"],
    processor: assemblyscript,
    rules: {
      eqeqeq: "off", // == and === are one in AssemblyScript
      "prefer-const": "off",
      "@typescript-eslint/consistent-type-imports": "off", // it has no type imports
      "@typescript-eslint/no-unused-vars": ["error", { args: "none" }], // a one-item launch ignores its range
      "@typescript-eslint/no-extraneous-class": "off", // a formula is a class with one method
    },
  },
);
