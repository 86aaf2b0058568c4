import type { Contents } from "../io/safetensors.ts";
import { inspect } from "../node/inspect.ts";
import { formatShape, sizeOf } from "../tensor/shape.ts";
import { printable } from "../viz/printable.ts";
import { textTable } from "../viz/index.ts";
import { formatArchitecture } from "./architecture.ts";
import { counted, formatTask, listed } from "./tell.ts";
import { type Description, describe, modelFile } from "./trained.ts";

/** Characters of a text that are shown. */
const LONGEST = 200;

/** Tells what a model's file holds: any safetensors file, or a run's folder. Answers the exit code. */
export async function info(path: string): Promise<number> {
  const file = await modelFile(path);
  const found = await inspect(file);
  const description = describe("info", file, found);
  console.log(`${printable(file)}\n\n${tensorTable(found)}\n`);
  console.log(textTable(description === null ? foreignFacts(found) : facts(description), [0, 1]));
  return 0;
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
  return `${table}\n\n${counted(all.length)} ${noun}, ${counted(numbers)} numbers, ${counted(bytes)} bytes`;
}

function facts({ architecture, task, preprocessor, origin }: Description): string[][] {
  const { validation, seed } = origin;
  const share = validation === null ? "" : `, ${validation} held out`;
  const rows = [
    ["Task", formatTask(task)],
    ["Architecture", formatArchitecture(architecture)],
    ["Trained with", `${printable(origin.data)}, seed ${seed}${share}, loss ${origin.loss}`],
  ];
  if (preprocessor === null) return rows;
  const { features, state } = preprocessor;
  return [...rows, ["Inputs", listed(features)], ["Preprocessing", cut(JSON.stringify(state))]];
}

/** The texts of a file that the command did not write. */
function foreignFacts({ metadata }: Contents): string[][] {
  if (metadata.size === 0) return [["No metadata", ""]];
  return Array.from(metadata, ([key, text]) => [cut(key), cut(text)]);
}

function cut(text: string): string {
  return printable(text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text);
}
