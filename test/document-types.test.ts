import { mkdirSync, writeFileSync } from "node:fs";
import ts from "typescript";
import { describe, expect, test } from "vitest";
import ENTRIES from "../tools/entries.json" with { type: "json" };
import { ALL_DOCUMENTS, codeInColumn, root, typescriptOf } from "./helpers/documents.ts";

const folder = `${root}build/document-types/`;

/** What the code in tables may take as given. */
const GIVEN = `
export declare const model: core.Module, layer: core.Linear, lstm: core.LSTM, generator: core.Generator, graph: core.Graph;
export declare const x: core.Tensor, y: core.Tensor, a: core.Tensor, b: core.Tensor, loss: core.Tensor, parameter: core.Parameter;
export declare const f: (x: core.Tensor) => core.Tensor, lengths: core.Tensor;
export declare const labels: core.Tensor, indices: core.Tensor, mask: core.Tensor, grads: core.Gradients;
export declare const optimizer: core.Adam, schedule: core.StepLR, train: core.ArrayDataset, test: core.ArrayDataset;
export declare const history: readonly core.EpochEnd[], bytes: Uint8Array<ArrayBuffer>, image: core.GraphNode;
`;

/** A module of the expressions in tables, a line each; names come from the package's entries. */
async function tableModule(codes: readonly string[]): Promise<string> {
  const owners = new Map<string, string>();
  for (const [path, { source }] of Object.entries(ENTRIES)) {
    const names = Object.keys((await import(/* @vite-ignore */ `${root}${source}`)) as object);
    for (const name of names) if (!owners.has(name)) owners.set(name, `wasmgrad${path.slice(1)}`);
  }
  const used = new Set(codes.flatMap((code) => code.match(/\b[A-Za-z_]\w*\b/g) ?? []));
  const imported = [...owners].filter(([name]) => used.has(name) && !GIVEN.includes(` ${name}:`));
  const imports = imported.map(([name, from]) => `import { ${name} } from "${from}";`);
  // Words in options and in texts are names, too: what they import by chance is used here.
  const names = `void [${imported.map(([name]) => name).join(", ")}];`;
  const lines = codes.map((code) => `void (${code});`);
  return ['import type * as core from "wasmgrad";', ...imports, GIVEN, names, ...lines].join("\n");
}

/** What the compiler has to say about modules, with the project's options. */
function mistakesIn(modules: ReadonlyMap<string, string>): string[] {
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of modules) writeFileSync(`${folder}${name}`, text);
  const { config } = ts.readConfigFile(`${root}tsconfig.json`, ts.sys.readFile.bind(ts.sys)) as { config: object };
  const { options } = ts.parseJsonConfigFileContent({ ...config, include: [] }, ts.sys, root);
  const program = ts.createProgram(
    Array.from(modules.keys(), (name) => `${folder}${name}`),
    options,
  );
  return [...modules.keys()].flatMap((name) => {
    const file = program.getSourceFile(`${folder}${name}`)!;
    return [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)].map((mistake) => {
      const { line } = file.getLineAndCharacterOfPosition(mistake.start!);
      const said = ts.flattenDiagnosticMessageText(mistake.messageText, " ");
      return `${name}: ${file.text.split("\n")[line]!.trim()}: ${said}`;
    });
  });
}

describe("the code in documents", () => {
  test("has types that fit: examples, and what tables say of wasmgrad", async () => {
    const modules = new Map<string, string>();
    for (const document of ALL_DOCUMENTS) {
      const name = document.replace(/\W/g, "-");
      for (const [i, code] of typescriptOf(document).entries()) modules.set(`${name}-${i}.ts`, `${code}\nexport {};\n`);
      const codes = codeInColumn(document, "wasmgrad");
      if (codes.length > 0) modules.set(`${name}-tables.ts`, await tableModule(codes));
    }
    expect(mistakesIn(modules)).toEqual([]);
  });
});
