import { Command, CommanderError, Option } from "commander";
import { printable } from "../viz/printable.ts";
import { layerSizes, names, numberFromZero, positiveNumber, share, wholeNumber } from "./arguments.ts";
import { ACTIVATIONS, AUGMENTATIONS, LOSSES, MODELS, OPTIMIZERS, SCHEDULES } from "./choices.ts";
import { DATASETS } from "./data/open.ts";
import type { EvaluateOptions } from "./evaluate.ts";
import type { PredictOptions } from "./predict.ts";
import type { SampleOptions } from "./text/sample.ts";
import type { TrainOptions } from "./train.ts";
import type { VerifyOptions } from "./verify.ts";
import { VERSION } from "./version.ts";

/** What the commands do; each answers the exit code of the process. */
export interface Commands {
  train(data: string, file: string | undefined, options: TrainOptions): Promise<number>;
  evaluate(data: string, options: EvaluateOptions): Promise<number>;
  predict(file: string, options: PredictOptions): Promise<number>;
  sample(options: SampleOptions): Promise<number>;
  info(path: string): Promise<number>;
  verify(folder: string, options: VerifyOptions): Promise<number>;
}

const DATA = `${DATASETS.join(", ")}, or a CSV file`;
const FOLDER = "where the files of mnist are (default: mnist in the folder that WASMGRAD_DATA names)";
const MODEL = "a folder that train wrote, or a model.safetensors from it";
const IGNORED = "columns to leave out, with commas between them";
const AUGMENTED =
  `how pictures for training change at random: ${Object.keys(AUGMENTATIONS).join(", ")}, or some of them with commas between; ` +
  "by up to a fourteenth of the side, by up to 10 degrees, by 0.05 of the ink";
const LARGEST = Number.MAX_SAFE_INTEGER;

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
  trainCommand(program).action(async (data: string, file: string | undefined, options: TrainOptions) => {
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

function trainCommand(program: Command): Command {
  const choice = (flags: string, text: string, choices: readonly string[]): Option =>
    new Option(flags, text).choices(choices);
  return program
    .command("train")
    .description("Trains a network, writes it with a report, and proves that it can be loaded.")
    .argument("<data>", `${DATASETS.join(", ")}, a CSV file, or text`)
    .argument("[file]", "the file to learn to write from, behind text")
    .option("--data <folder>", FOLDER)
    .optionsGroup("The network and its training:")
    .addOption(choice("--model <name>", "dense, or a convolutional network for pictures (default: dense)", MODELS))
    .option("--hidden <units>", "units of the hidden layers, such as 32,16; 0 for none", layerSizes(65_536))
    .addOption(choice("--activation <name>", "behind each hidden layer", Object.keys(ACTIVATIONS)).default("relu"))
    .addOption(choice("--loss <name>", "what training makes small", Object.keys(LOSSES)))
    .addOption(choice("--optimizer <name>", "what moves the parameters", Object.keys(OPTIMIZERS)).default("adam"))
    .option("--learning-rate <rate>", "how far a step goes", positiveNumber)
    .addOption(choice("--schedule <name>", "how the learning rate falls (default: not)", Object.keys(SCHEDULES)))
    .option(
      "--clip-norm <norm>",
      "scales gradients of a larger norm, all together, to it (default: no; for texts 5)",
      positiveNumber,
    )
    .option("--epochs <count>", "passes over the training samples", wholeNumber(1, 10_000))
    .option("--batch-size <samples>", "samples a step", wholeNumber(1, 65_536))
    .option("--augment <ways>", AUGMENTED, names)
    .option(
      "--validation <share>",
      "share of the samples that is held out to test with (default: 0.2; of a text its end, 0.1)",
      share,
    )
    .option(
      "--seed <number>",
      "of the split, the initial weights, the order of samples and their changes",
      wholeNumber(0, LARGEST),
      7,
    )
    .optionsGroup("Texts:")
    .option("--steps <characters>", "characters of a sample (default: 64)", wholeNumber(1, 65_536))
    .optionsGroup("Tables:")
    .option("--target <column>", "what to predict")
    .addOption(choice("--task <kind>", "what it is (default: by its values)", ["classification", "regression"]))
    .addOption(
      choice("--missing <way>", "what becomes of empty cells", ["error", "mean", "median", "most-frequent", "drop"]),
    )
    .addOption(choice("--scale <way>", "how numbers are scaled", ["standard", "min-max", "robust", "none"]))
    .addOption(choice("--text <way>", "what becomes of texts", ["one-hot", "ordinal"]))
    .addOption(choice("--unknown <way>", "what becomes of texts that training has not seen", ["error", "zeros"]))
    .option("--as-text <columns>", "columns that are text though they look like numbers, with commas between", names)
    .option("--ignore <columns>", IGNORED, names)
    .optionsGroup("The run:")
    .option("--out <folder>", "where to write; an earlier run there is replaced (default: runs/<data>)")
    .option("--quiet", "print nothing but errors", false);
}
