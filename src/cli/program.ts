import { Argument, Command, CommanderError } from "commander";
import { printable } from "../viz/printable.ts";
import { positiveNumber, wholeNumber } from "./arguments.ts";
import type { TrainOptions } from "./train.ts";
import { VERSION } from "./version.ts";

/** What the commands do; each answers the exit code of the process. */
export interface Commands {
  train(data: string, options: TrainOptions): Promise<number>;
  verify(folder: string): Promise<number>;
}

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
  program
    .command("train")
    .description("Trains a network, writes it with a report, and proves that it can be loaded.")
    .addArgument(new Argument("<data>", "what to learn").choices(["digits"]))
    .option("--hidden <units>", "units of the hidden layer", wholeNumber(1, 65_536), 128)
    .option("--epochs <count>", "passes over the training samples", wholeNumber(1, 10_000), 20)
    .option("--batch-size <samples>", "samples a step", wholeNumber(1, 65_536), 32)
    .option("--learning-rate <rate>", "how far a step goes", positiveNumber, 1e-3)
    .option(
      "--seed <number>",
      "of the split, the initial weights and the order of samples",
      wholeNumber(0, Number.MAX_SAFE_INTEGER),
      7,
    )
    .option("--out <folder>", "where to write; an earlier run there is replaced (default: runs/<data>)")
    .option("--quiet", "print nothing but errors", false)
    .action(async (data: string, options: TrainOptions) => {
      code = await commands.train(data, options);
    });
  program
    .command("verify")
    .description("Loads a trained network and compares what it predicts with what it predicted, bit for bit.")
    .argument("<folder>", "a folder that train wrote")
    .action(async (folder: string) => {
      code = await commands.verify(folder);
    });
  try {
    await program.parseAsync(argv, { from: "user" });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return error.exitCode === 0 ? 0 : 2;
  }
  return code;
}
