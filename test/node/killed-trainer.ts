// Trains with a checkpoint after each batch, from the last checkpoint if there is one, and prints the parameters' bits at the end.

import { existsSync, readFileSync } from "node:fs";
import { fit } from "../../src/train/index.ts";
import { checkpoint } from "../../src/node/index.ts";
import { bits, compared, network, options } from "../helpers/training.ts";

const path = process.argv[2]!;
const resume = existsSync(path) ? readFileSync(path) : undefined;
const model = network();
const callbacks = [checkpoint(path, { batches: 1 }), { onBatchEnd: () => void process.stdout.write(".") }];
await fit(model, compared(640), options(model, { epochs: 8, batchSize: 8, callbacks, resume }));
process.stdout.write(JSON.stringify(bits(model)));
