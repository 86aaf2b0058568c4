import { join } from "node:path";
import { WasmgradError } from "../base/errors.ts";
import { textTable } from "../viz/index.ts";
import { printable } from "../viz/printable.ts";
import { formatKernels } from "./environment.ts";
import { quoted } from "./quoted.ts";
import { type Recalled, recall } from "./recall.ts";
import { RECORD } from "./run-folder.ts";
import { counted, listed } from "./tell.ts";

/** What it takes to make the run in a folder again, as a table; nothing if it does not say. */
export async function runTable(folder: string): Promise<string[]> {
  let run: Recalled;
  try {
    run = await recall(join(folder, RECORD));
  } catch (error) {
    if (error instanceof WasmgradError) return [];
    throw error;
  }
  const { command, environment, from, frozen, resumed, sha256, started, size, end } = run;
  const { node, platform, v8, wasmgrad } = environment;
  const on = resumed.length === 0 ? "" : `, gone on with behind epoch ${resumed.join(", ")}`;
  const rows = [
    ["Command", `wasmgrad ${quoted(command)}`],
    ["Data", sha256 === null ? "no file" : `SHA-256 ${sha256}`],
    [
      run.recipe.data === "text" ? "Characters" : "Samples",
      `${counted(size)} to train with${end === null ? "" : `, ${counted(end.testSize)} to test with`}`,
    ],
    ["Began with", from === null ? "weights drawn from the seed" : `${from.path}, SHA-256 ${from.sha256}`],
    ...(frozen.length === 0 ? [] : [["Frozen", listed(frozen)]]),
    ["Began", `${started}${end === null ? ", not finished" : `, trained for ${end.seconds.toFixed(2)} s`}${on}`],
    ["Made by", `wasmgrad ${wasmgrad} (${formatKernels(environment)}), Node ${node}, V8 ${v8}, ${platform}`],
  ];
  return [
    textTable(
      rows.map((row) => row.map(printable)),
      [0, 1],
    ),
  ];
}
