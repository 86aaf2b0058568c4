// Reads the kernels' signatures: the only source of the dispatcher, the opcodes and the typed `launch`.
//
// A kernel is an exported function of assembly/*.ts whose last parameters are `from: i32, to: i32`. Its doc comment is
// its contract, and may say `@grain n` (parts begin at multiples of n items; default 1) and `@cost e` (multiply-adds per
// item, an expression over its parameters; default 1).
import { readdirSync, readFileSync } from "node:fs";
import ts from "typescript";

/** What a parameter is, as one letter: an address that is read, written, both; a number; what the executor passes. */
const LETTERS = { Out: "w", InOut: "x", In: "r", Scratch: "s", Record: "l", i32: "i", f32: "f" };
/** Parameters come in this order (ABI rule 1). */
const ORDER = { w: 0, x: 0, r: 1, s: 2, l: 2, i: 3, f: 3 };
const MOST_WORDS = 61;

/** Every kernel below `folder`, in order of file and place: `{ name, file, doc, grain, cost, params: [{ name, letter }] }`. */
export function readKernels(folder) {
  const files = readdirSync(folder)
    .filter((f) => f.endsWith(".ts"))
    .sort();
  return files.flatMap((file) => {
    const text = readFileSync(`${folder}/${file}`, "utf8");
    const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
    return source.statements.filter(isKernel).map((node) => kernel(file, node));
  });
}

function isKernel(node) {
  if (!ts.isFunctionDeclaration(node)) return false;
  if (!node.modifiers?.some((m) => m.kind === ts.SyntaxKind.ExportKeyword)) return false;
  if (node.modifiers.some(ts.isDecorator)) return false; // an inlined helper of kernels
  const last = node.parameters.slice(-2).map((p) => `${p.name.getText()}:${p.type?.getText()}`);
  return last.join() === "from:i32,to:i32";
}

function kernel(file, node) {
  const name = node.name.text;
  const where = `${file}: ${name}`;
  const params = node.parameters.slice(0, -2).map((p) => {
    const letter = LETTERS[p.type.getText()];
    if (letter === undefined)
      throw new Error(
        `${where}: ${p.name.getText()} is ${p.type.getText()}, expected one of ${Object.keys(LETTERS).join(", ")}`,
      );
    return { name: p.name.getText(), letter };
  });
  params.forEach((p, i) => {
    if (i > 0 && ORDER[params[i - 1].letter] > ORDER[p.letter]) {
      throw new Error(`${where}: ${p.name} comes too late, expected outputs, inputs, scratch, then numbers`);
    }
  });
  if (args({ params }).length > MOST_WORDS) throw new Error(`${where}: more than ${MOST_WORDS} arguments`);
  const doc = ts.getJSDocCommentsAndTags(node).find(ts.isJSDoc);
  if (!doc?.comment) throw new Error(`${where}: no doc comment, which is its contract`);
  const tags = Object.fromEntries(ts.getJSDocTags(node).map((t) => [t.tagName.text, `${t.comment}`.trim()]));
  return { name, file, doc: `${doc.comment}`.trim(), grain: tags.grain ?? "1", cost: tags.cost ?? "1", params };
}

/** The parameters that are words of a record, which the executor does not pass. */
export function args(kernel) {
  return kernel.params.filter((p) => p.letter !== "s" && p.letter !== "l");
}
