import { Command, CommanderError, Option } from "commander";
import { layerSizes, names, positiveNumber, share, wholeNumber } from "./arguments.ts";
import { ACTIVATIONS, AUGMENTATIONS, LOSSES, MODELS, OPTIMIZERS, SCHEDULES } from "./choices.ts";
import type { TableOptions } from "./data/material.ts";
import { DATASETS } from "./data/open.ts";
import { flagOf } from "./flag.ts";
import type { NetworkOptions } from "./options.ts";
import type { TextOptions } from "./text/options.ts";

/** What says how a run is made: the same gives the same bits. */
export interface RecipeOptions extends NetworkOptions, TableOptions, TextOptions {
  /** Where the files of a dataset are that has some. */
  readonly data?: string | undefined;
  /** A model, or the folder of a run, whose weights are taken to begin with. */
  readonly from?: string | undefined;
  /** Paths of parameters that stay as they are. */
  readonly freeze?: readonly string[] | undefined;
}

/** What the command line of `train` says; undefined where it says nothing. */
export interface TrainOptions extends RecipeOptions {
  readonly out?: string | undefined;
  /** The folder of a run that is to be gone on with. */
  readonly resume?: string | undefined;
  /** The folder of a run that is to be made again. */
  readonly repeat?: string | undefined;
  /** Whether an unfinished run is replaced. */
  readonly restart?: boolean | undefined;
  readonly quiet: boolean;
}

/** What a run is made of. */
export interface Recipe {
  /** The name of a dataset, the path of a file, or `text`. */
  readonly data: string;
  /** The file of a text. */
  readonly file: string | undefined;
  readonly options: RecipeOptions;
}

export const FOLDER = "where the files of mnist are (default: mnist in the folder that WASMGRAD_DATA names)";
export const IGNORED = "columns to leave out, with commas between them";
export const LARGEST = Number.MAX_SAFE_INTEGER;
const AUGMENTED =
  `how pictures for training change at random: ${Object.keys(AUGMENTATIONS).join(", ")}, or some of them with commas between; ` +
  "by up to a fourteenth of the side, by up to 10 degrees, by 0.05 of the ink";
/** Options that say nothing of how a run is made. */
const ASIDE: readonly string[] = ["out", "resume", "repeat", "restart", "quiet"];

/** The words of a command line, behind the program's name, that says this. */
export function wordsOf({ data, file, options }: Recipe): string[] {
  const said = Object.entries(options).filter(([key, value]) => value !== undefined && !ASIDE.includes(key));
  return [
    "train",
    data,
    ...(file === undefined ? [] : [file]),
    ...said.flatMap(([key, value]) => wordsFor(key, value)),
  ];
}

/** What words say, if they are those of `wordsOf`; otherwise null. */
export function recipeIn(words: readonly unknown[]): Recipe | null {
  if (!words.every((word) => typeof word === "string") || words[0] !== "train") return null;
  const program = new Command()
    .exitOverride()
    .configureOutput({ writeErr: () => undefined, writeOut: () => undefined });
  let recipe: Recipe | null = null;
  trainCommand(program).action((data: string | undefined, file: string | undefined, said: TrainOptions) => {
    const options = Object.fromEntries(Object.entries(said).filter(([key]) => !ASIDE.includes(key)));
    if (data !== undefined) recipe = { data, file, options };
  });
  try {
    program.parse(words, { from: "user" });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
  }
  return recipe;
}

function wordsFor(option: string, value: unknown): string[] {
  return [flagOf(option), Array.isArray(value) && value.length === 0 ? "0" : String(value)];
}

/** Adds `train` to a program. */
export function trainCommand(program: Command): Command {
  const choice = (flags: string, text: string, choices: readonly string[]): Option =>
    new Option(flags, text).choices(choices);
  return program
    .command("train")
    .description("Trains a network, writes it with a report, and proves that it can be loaded.")
    .argument("[data]", `${DATASETS.join(", ")}, a CSV file, or text; nothing beside --resume and --repeat`)
    .argument("[file]", "the file to learn to write from, behind text")
    .option("--data <path>", `${FOLDER}; beside --resume and --repeat also where the CSV file or the text is now`)
    .optionsGroup("The network and its training:")
    .addOption(choice("--model <name>", "dense, or a convolutional network for pictures (default: dense)", MODELS))
    .option("--hidden <units>", "units of the hidden layers, such as 32,16; 0 for none", layerSizes(65_536))
    .addOption(choice("--activation <name>", "behind each hidden layer (default: relu)", Object.keys(ACTIVATIONS)))
    .addOption(choice("--loss <name>", "what training makes small", Object.keys(LOSSES)))
    .addOption(choice("--optimizer <name>", "what moves the parameters (default: adam)", Object.keys(OPTIMIZERS)))
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
      "of the split, the initial weights, the order of samples and their changes (default: 7)",
      wholeNumber(0, LARGEST),
    )
    .optionsGroup("Going on:")
    .option(
      "--resume <folder>",
      "goes on with a run that was interrupted, to the bits of one that was not; or trains one that is done further, to --epochs in all",
    )
    .option("--repeat <folder>", "makes a run again, from the beginning, into --out")
    .option(
      "--from <path>",
      "begins with the network and weights of a model.safetensors, or of a run; of another safetensors file with those that fit by name and shape",
    )
    .option(
      "--freeze <paths>",
      "parameters that stay as they are: paths, such as 0,2.weight or lstm, * for anything, with commas between",
      names,
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
    .option(
      "--out <folder>",
      "where to write (default: runs/<data>); an earlier run there is replaced once the new one is done, until then all is in <folder>.unfinished",
    )
    .option("--restart", "replaces what is unfinished there (default: that is an error)")
    .option("--quiet", "print nothing but errors", false);
}
