// A CSV file of any size: the same rows for the same size, with numbers, texts, quotes and a target that can be learned.

import { closeSync, openSync, writeSync } from "node:fs";
import { RandomStream } from "../../src/base/philox.ts";

const CITIES = ["Berlin", "Lyon", '"Pisa, old town"', "Turku", "Zagreb", '"Port ""P"""'];
const MEASURES = 12;
/** Characters gathered before they are written. */
const PIECE = 2 ** 20;

/** Writes a file of at least so many bytes; answers how many rows it has besides the header. */
export function writeLargeCsv(path: string, bytes: number): number {
  const random = new RandomStream(7);
  const file = openSync(path, "w");
  let text = `${Array.from({ length: MEASURES }, (_, i) => `m${i}`).join(",")},count,city,label\n`;
  let rows = 0;
  try {
    for (let written = 0; written < bytes;) {
      while (text.length < PIECE && written + text.length < bytes) {
        text += row(random);
        rows++;
      }
      written += writeSync(file, text);
      text = "";
    }
  } finally {
    closeSync(file);
  }
  return rows;
}

function row(random: RandomStream): string {
  const measures = Array.from({ length: MEASURES }, () => random.integer(2_000_001) / 1e6 - 1);
  const city = random.integer(CITIES.length);
  const count = random.integer(500);
  const label = measures[0]! * measures[1]! + measures[2]! + city / 10 > 0.2 ? "high" : "low";
  return `${measures.join(",")},${count},${CITIES[city]!},${label}\n`;
}
