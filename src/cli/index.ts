import { WasmgradError } from "../base/errors.ts";
import { printable } from "../viz/printable.ts";
import { evaluate } from "./evaluate.ts";
import { info } from "./info.ts";
import { predict } from "./predict.ts";
import { run } from "./program.ts";
import { sample } from "./text/sample.ts";
import { train } from "./train.ts";
import { verify } from "./verify.ts";

// Whoever does not take the output does not stop the work.
process.stdout.on("error", () => undefined);

try {
  process.exitCode = await run(process.argv.slice(2), { train, evaluate, predict, sample, info, verify });
} catch (error) {
  const isExpected = error instanceof WasmgradError;
  console.error(isExpected ? `wasmgrad: ${printable(error.message)}` : error);
  process.exitCode = isExpected ? 2 : 70;
}
