import { mkdtempSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Order } from "../../src/cli/order.ts";
import { recall } from "../../src/cli/recall.ts";
import { trainText } from "../../src/cli/text/train-text.ts";
import { recipeIn } from "../../src/cli/train-command.ts";
import { trainNetwork } from "../../src/cli/train-network.ts";
import { decode } from "../../src/io/safetensors.ts";

/** What a run left behind. */
export interface Followed {
  readonly folder: string;
  readonly printed: string;
  readonly record: Record<string, unknown> & { readonly command: string[]; readonly frozen: string[] };
  readonly model: Buffer;
  /** The numbers of each tensor. */
  readonly weights: ReadonlyMap<string, ArrayLike<number>>;
  /** The texts beside them. */
  readonly texts: ReadonlyMap<string, string>;
}

/** Trains as the words behind `wasmgrad` say, in this process, into a folder below `base`. */
export async function followIn(base: string, ...words: string[]): Promise<Followed> {
  return await follow(mkdtempSync(join(base, "run-")), { recipe: recipeIn(words)!, before: null, goesOn: false });
}

/** Goes on with a run that left no checkpoint in its folder. */
export async function goOnIn(folder: string): Promise<Followed> {
  const before = await recall(join(folder, "history.json"));
  return await follow(folder, { recipe: before.recipe, before, goesOn: true });
}

async function follow(folder: string, order: Order): Promise<Followed> {
  const printed: string[] = [];
  await (order.recipe.data === "text" ? trainText : trainNetwork)(order, {
    folder,
    isDone: false,
    checkpoint: null,
    print: (text) => printed.push(text),
    signal: new AbortController().signal,
    callbacks: [],
  });
  const model = readFileSync(join(folder, "model.safetensors"));
  const { tensors, metadata: texts } = decode(model);
  const weights = new Map(Array.from(tensors, ([name, t]) => [name, t.data] as const));
  const record = JSON.parse(readFileSync(join(folder, "history.json"), "utf8")) as Followed["record"];
  return { folder, printed: printed.join("\n"), record, model, weights, texts };
}
