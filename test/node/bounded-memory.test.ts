import { Session } from "node:inspector";
import { expect, test } from "vitest";
import type { Pipeline, Sample } from "../../src/data/index.ts";
import { crossEntropy, Linear } from "../../src/nn/index.ts";
import { openDataset, readRecords } from "../../src/node/index.ts";
import { SGD } from "../../src/optim/index.ts";
import { fit } from "../../src/train/index.ts";
import { scratch } from "../helpers/scratch.ts";

const files = scratch();
const BYTES = 24_000;
const MEGABYTE = 2 ** 20;

/** Bytes in arrays that somebody holds. */
async function held(): Promise<number> {
  const session = new Session();
  session.connect();
  // Once to find what nobody holds; its arrays are freed on another thread, and counted as freed by the next time.
  for (let k = 0; k < 2; k++) {
    session.post("HeapProfiler.collectGarbage");
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  session.disconnect();
  return process.memoryUsage().arrayBuffers;
}

/** Bytes in arrays that somebody holds, at most, as training goes, beyond those before. */
async function most(data: Parameters<typeof fit>[1]): Promise<number> {
  const model = new Linear(BYTES, 2);
  const optimizer = new SGD(model, { learningRate: 1e-6 });
  const before = await held();
  let peak = 0;
  const onBatchEnd = async ({ batch }: { readonly batch: number }) => {
    if (batch % 25 === 0) peak = Math.max(peak, (await held()) - before);
  };
  await fit(model, data, { loss: crossEntropy, optimizer, epochs: 2, batchSize: 8, callbacks: [{ onBatchEnd }] });
  model.dispose();
  optimizer.dispose();
  return peak / MEGABYTE;
}

const sample = (record: Uint8Array): Sample => [Float32Array.from(record), { data: record[0]! % 2, dtype: "int32" }];

test("training takes no more memory for a file of 24 MB than for one of 4 MB", async () => {
  const streamed = async (records: number, way: (p: Pipeline<Sample>) => Pipeline<Sample>) => {
    const path = files.write(
      `${records}`,
      new Uint8Array(records * BYTES).map((_, i) => i % 251),
    );
    return await most(way((await readRecords(path, { bytes: BYTES })).shuffle(16).map(sample, { parallel: 4 })));
  };
  const [small, large] = [await streamed(200, (p) => p), await streamed(1000, (p) => p)];
  expect(large).toBeLessThan(9); // a block of 1 MB, 16 records, some samples, and 5 batches of 8
  expect(large).toBeLessThan(1.5 * small + 1);
  expect(await streamed(1000, (p) => p.cache())).toBeGreaterThan(50); // as the test can tell
});

test("training on an npy file in random order holds a batch of it", async () => {
  const header = `{'descr': '|u1', 'fortran_order': False, 'shape': (1000, ${BYTES}), }`.padEnd(117) + "\n";
  const prefix = Buffer.from([0x93, 78, 85, 77, 80, 89, 1, 0, 118, 0]);
  const x = files.write("x.npy", Buffer.concat([prefix, Buffer.from(header), Buffer.alloc(1000 * BYTES, 3)]));
  const y = files.write(
    "y.npy",
    Buffer.concat([prefix, Buffer.from(header.replace(`, ${BYTES})`, ",)").padEnd(118)), Buffer.alloc(1000, 1)]),
  );
  using data = openDataset({ path: x, scale: 1 / 255 }, y);
  expect(await most(data)).toBeLessThan(4);
});
