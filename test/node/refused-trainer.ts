// Trains an epoch with a checkpoint where it may not be written, and prints what `fit` says, then what the engine still computes. With a user's number it
// becomes that user first.

import { readFileSync } from "node:fs";
import { add, tensor } from "../../src/index.ts";
import { checkpoint } from "../../src/node/index.ts";
import { fit } from "../../src/train/index.ts";
import { compared, network, options } from "../helpers/training.ts";

const [path, user] = process.argv.slice(2) as [string, string?];
if (user !== undefined) process.setuid!(Number(user));
const model = network();
const resume = readFileSync(path);
const callbacks = [checkpoint(path)];
const error: unknown = await fit(model, compared(40), options(model, { epochs: 3, callbacks, resume })).catch(
  (e: unknown) => e,
);
process.stdout.write(`${String(error)}\n${String(add(tensor([1, 2]), 3))}\n`);
