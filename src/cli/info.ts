import { existsSync } from "node:fs";
import { join } from "node:path";
import type { ColumnState, PreprocessorState } from "../csv/index.ts";
import type { Contents } from "../io/safetensors.ts";
import { inspect } from "../node/inspect.ts";
import { formatShape, sizeOf } from "../tensor/shape.ts";
import { formatNumber } from "../viz/format.ts";
import { printable } from "../viz/printable.ts";
import { textTable } from "../viz/index.ts";
import { formatArchitecture } from "./architecture.ts";
import { describeText, type TextDescription } from "./text/language-model.ts";
import { counted, formatTask, listed } from "./tell.ts";
import { START } from "./run-folder.ts";
import { runTable } from "./run-table.ts";
import { type Description, describe, modelFile } from "./trained.ts";

/** Characters of a text that are shown. */
const LONGEST = 200;

/** Tells what a model's file holds: any safetensors file, or a run's folder, done or not. Answers the exit code. */
export async function info(path: string): Promise<number> {
  const model = await modelFile(path);
  const start = join(path, START);
  const file = model !== path && !existsSync(model) && existsSync(start) ? start : model;
  const found = await inspect(file);
  const run = file === path ? [] : await runTable(path);
  console.log([printable(file), tensorTable(found), ...said(file, found), ...run].join("\n\n"));
  return 0;
}

function said(file: string, found: Contents): string[] {
  const writes = describeText(`info: ${file}`, found);
  if (writes !== null) return [textFacts(writes)];
  const description = describe("info", file, found);
  return description === null ? texts(found) : facts(description);
}

function tensorTable({ tensors }: Contents): string {
  const rows = Array.from(tensors, ([name, { dtype, shape }]) => [
    printable(name),
    printable(dtype),
    formatShape(shape),
    counted(sizeOf(shape)),
  ]);
  const table = textTable([["Tensor", "Type", "Shape", "Numbers"], ...rows], [0, 1, 2]);
  const all = [...tensors.values()];
  const numbers = all.reduce((sum, { shape }) => sum + sizeOf(shape), 0);
  const bytes = all.reduce((sum, tensor) => sum + tensor.bytes, 0);
  const noun = all.length === 1 ? "tensor" : "tensors";
  return `${table}\n\n${counted(all.length)} ${noun}, ${counted(numbers)} parameters, ${counted(bytes)} bytes`;
}

/** What a model of the command says of itself. */
function facts({ architecture, task, preprocessor, origin }: Description): string[] {
  const { validation, seed } = origin;
  const share = validation === null ? "" : `, ${validation} held out`;
  const rows = [
    ["Task", formatTask(task)],
    ["Architecture", formatArchitecture(architecture)],
    ["Trained with", `${printable(origin.data)}, seed ${seed}${share}, loss ${origin.loss}`],
  ];
  if (preprocessor === null) return [textTable(rows, [0, 1])];
  const { state } = preprocessor;
  if (state.ignored.length > 0) rows.push(["Ignored", listed(state.ignored)]);
  if (state.target?.task === "regression") rows.push(["Target", scaling(state.target)]);
  return [textTable(rows, [0, 1]), columnTable(state)];
}

/** What a model of text says of itself. */
function textFacts({ vocabulary, hidden, numLayers, origin }: TextDescription): string {
  const { data, validation, seed } = origin;
  const characters = vocabulary.characters.map((character) => JSON.stringify(character).slice(1, -1));
  const rows = [
    ["Task", "writing text, character by character"],
    ["Architecture", `embedding → ${Array(numLayers).fill(`LSTM ${hidden}`).join(" → ")} → ${vocabulary.size}`],
    ["Characters", `${counted(vocabulary.size)}: ${cut(characters.join(" "))}`],
    ["Trained with", `${printable(data)}, seed ${seed}, ${validation} held out, loss cross-entropy`],
  ];
  return textTable(rows, [0, 1]);
}

/** What becomes of the columns of a table. */
function columnTable({ columns, drop }: PreprocessorState): string {
  const rows = columns.map((column) => [
    printable(column.name),
    column.kind,
    entering(column),
    column.fill === null ? (drop ? "row left out" : "an error") : printable(String(column.fill)),
  ]);
  return textTable([["Column", "Type", "Enters as", "If empty"], ...rows], [0, 1, 2, 3]);
}

function entering(column: ColumnState): string {
  if (column.kind === "number") return scaling(column);
  if (column.encoding === "one-hot") return `0 or 1 for each of ${listed(column.categories)}`;
  return `place in ${listed(column.categories)}, ${scaling(column)}`;
}

function scaling({ center, scale }: { readonly center: number; readonly scale: number }): string {
  return center === 0 && scale === 1 ? "as it is" : `(v - ${formatNumber(center)}) / ${formatNumber(scale)}`;
}

/** The texts of a file that the command did not write. */
function texts({ metadata }: Contents): string[] {
  if (metadata.size === 0) return [];
  return [textTable([["Text", "Value"], ...Array.from(metadata, ([key, text]) => [cut(key), cut(text)])], [0, 1])];
}

function cut(text: string): string {
  return printable(text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text);
}
