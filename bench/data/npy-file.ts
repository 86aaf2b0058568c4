// Two npy files of any size: pictures as bytes, and labels.

import { closeSync, openSync, writeSync } from "node:fs";
import { join } from "node:path";
import { RandomStream } from "../../src/base/philox.ts";
import { fillRecord, PIXELS, RECORD } from "./record-file.ts";

/** Writes `x.npy`, uint8 `[count, 3072]`, and `y.npy`, uint8 `[count]`: the same pictures as in a file of records. */
export function writeNpy(folder: string, count: number): void {
  const labels = new Uint8Array(count);
  write(join(folder, "x.npy"), `(${count}, ${PIXELS})`, pictures(labels));
  write(join(folder, "y.npy"), `(${count},)`, [labels]);
}

/** As many pictures as there are labels, which it writes. */
function* pictures(labels: Uint8Array): Generator<Uint8Array, void, undefined> {
  const random = new RandomStream(7);
  const record = new Uint8Array(RECORD);
  for (let i = 0; i < labels.length; i++) {
    fillRecord(record, random);
    labels[i] = record[0]!;
    yield record.subarray(1);
  }
}

function write(path: string, shape: string, pieces: Iterable<Uint8Array>): void {
  const header = `${`{'descr': '|u1', 'fortran_order': False, 'shape': ${shape}, }`.padEnd(117)}\n`;
  const file = openSync(path, "w");
  try {
    writeSync(file, Uint8Array.from([0x93, ...[..."NUMPY"].map((c) => c.charCodeAt(0)), 1, 0, 118, 0]));
    writeSync(file, header);
    for (const piece of pieces) for (let done = 0; done < piece.length;) done += writeSync(file, piece, done);
  } finally {
    closeSync(file);
  }
}
