import { Command, CommanderError } from "commander";
import { printable } from "../viz/printable.ts";
import { names, numberFromZero, wholeNumber } from "./arguments.ts";
import { DATASETS } from "./data/open.ts";
import type { EvaluateOptions } from "./evaluate.ts";
import type { PredictOptions } from "./predict.ts";
import type { SampleOptions } from "./text/sample.ts";
import { FOLDER, IGNORED, LARGEST, trainCommand, type TrainOptions } from "./train-command.ts";
import type { VerifyOptions } from "./verify.ts";
import { VERSION } from "./version.ts";

/** What the commands do; each answers the exit code of the process. */
export interface Commands {
  train(data: string | undefined, file: string | undefined, options: TrainOptions): Promise<number>;
  evaluate(data: string, options: EvaluateOptions): Promise<number>;
  predict(file: string, options: PredictOptions): Promise<number>;
  sample(options: SampleOptions): Promise<number>;
  info(path: string): Promise<number>;
  verify(folder: string, options: VerifyOptions): Promise<number>;
}

const DATA = `${DATASETS.join(", ")}, or a CSV file`;
const MODEL = "a folder that train wrote, or a model.safetensors from it";

/** Parses `argv`, the words behind the program's name, and runs what they ask for. Answers the exit code. */
export async function run(argv: readonly string[], commands: Commands): Promise<number> {
  let code = 0;
  const program = new Command("wasmgrad")
    .description("Trains neural networks on SIMD kernels in WebAssembly.")
    .version(VERSION)
    .exitOverride() // inherited by the commands below, as the next is
    .configureOutput({
      outputError: (text, write) => write(`wasmgrad: ${printable(text.trim()).replace(/^error: /, "")}\n`),
    });
  trainCommand(program).action(async (data: string | undefined, file: string | undefined, options: TrainOptions) => {
    code = await commands.train(data, file, options);
  });
  program
    .command("evaluate")
    .description("Tells how well a trained network does on a dataset or a CSV file.")
    .argument("<data>", DATA)
    .requiredOption("--model <path>", MODEL)
    .option("--data <folder>", FOLDER)
    .option("--ignore <columns>", IGNORED, names)
    .action(async (data: string, options: EvaluateOptions) => {
      code = await commands.evaluate(data, options);
    });
  program
    .command("predict")
    .description("Writes what a trained network predicts for the rows of a CSV file, as CSV.")
    .argument("<file>", "a CSV file with the columns that the network was trained with")
    .requiredOption("--model <path>", MODEL)
    .option("--out <file>", "where to write (default: the standard output)")
    .option("--ignore <columns>", IGNORED, names)
    .action(async (file: string, options: PredictOptions) => {
      code = await commands.predict(file, options);
    });
  program
    .command("sample")
    .description("Writes text with a model that has learned one.")
    .requiredOption("--model <path>", MODEL)
    .option("--prime <text>", "how the text begins (default: a line end)")
    .option("--length <characters>", "how many characters to write", wholeNumber(0, LARGEST), 500)
    .option(
      "--temperature <number>",
      "below 1 more of what is probable, 0 nothing else; above 1 less",
      numberFromZero,
      0.8,
    )
    .option("--top-k <count>", "among how many characters to choose (default: all)", wholeNumber(1, LARGEST))
    .option("--seed <number>", "of the choice", wholeNumber(0, LARGEST), 7)
    .action(async (options: SampleOptions) => {
      code = await commands.sample(options);
    });
  program
    .command("info")
    .description("Tells what a safetensors file holds: tensors, and what a trained network says of itself.")
    .argument("<path>", "a safetensors file, or a folder that train wrote")
    .action(async (path: string) => {
      code = await commands.info(path);
    });
  program
    .command("verify")
    .description("Loads a trained network and compares what it predicts with what it predicted, bit for bit.")
    .argument("<folder>", "a folder that train wrote")
    .option("--data <path>", "where the CSV file, the text, or the files of mnist, are now (default: where they were)")
    .action(async (folder: string, options: VerifyOptions) => {
      code = await commands.verify(folder, options);
    });
  try {
    await program.parseAsync(argv, { from: "user" });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return error.exitCode === 0 ? 0 : 2;
  }
  return code;
}
