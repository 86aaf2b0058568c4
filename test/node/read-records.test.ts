import { truncateSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { FileError, FormatError, ValueError } from "../../src/base/errors.ts";
import { readRecords } from "../../src/node/index.ts";
import { elements, upTo } from "../helpers/elements.ts";
import { openFiles, scratch } from "../helpers/scratch.ts";

const files = scratch();

/** Record i is `[i, i + 1, …]`, modulo 251, between a header and a footer. */
function records(count: number, bytes: number, header = 0, footer = 0): string {
  const all = new Uint8Array(header + count * bytes + footer).fill(255);
  for (let i = 0; i < count; i++) for (let k = 0; k < bytes; k++) all[header + i * bytes + k] = (i + k) % 251;
  return files.write(`${count}-${bytes}-${header}-${footer}`, all);
}

describe("readRecords", () => {
  test.each([
    [0, 3, 0, 0],
    [1, 1, 0, 0],
    [10, 3, 7, 2],
    [5, 2 ** 20 - 1, 1, 0],
    [3, 2 ** 20 + 1, 0, 5],
    [70_000, 31, 16, 0],
  ])(
    "gives %d records of %d bytes, behind %d and before %d, each an array of its own, in every pass",
    async (count, bytes, header, footer) => {
      const p = await readRecords(records(count, bytes, header, footer), { bytes, header, footer });
      expect(p.length).toBe(count);
      for (let pass = 1; pass <= 2; pass++) {
        let i = 0;
        for await (const record of p) {
          expect([record.length, record.buffer.byteLength]).toEqual([bytes, bytes]);
          if (record[0] !== i % 251 || record.at(-1) !== (i + bytes - 1) % 251) expect(i).toBe(-1);
          i++;
        }
        expect(i).toBe(count);
      }
    },
  );

  test("refuses what is no whole number of records, and sizes that are none", async () => {
    const path = records(10, 3);
    await expect(readRecords(path, { bytes: 4 })).rejects.toThrow(
      new FormatError(`readRecords: ${path} holds 30 bytes, expected a multiple of 4; is it cut off?`),
    );
    await expect(readRecords(path, { bytes: 3, header: 1 })).rejects.toThrow("expected a multiple of 3 besides 1");
    await expect(readRecords(path, { bytes: 3, header: 33 })).rejects.toThrow(FormatError);
    for (const bytes of [0, -1, 1.5, NaN]) {
      await expect(readRecords(path, { bytes })).rejects.toThrow(ValueError);
    }
    await expect(readRecords(path, { bytes: 3, footer: -1 })).rejects.toThrow("readRecords: footer is -1");
  });

  test("tells of a file that is not there, is a folder, or loses its end or its name later", async () => {
    const missing = files.path("missing");
    await expect(readRecords(missing, { bytes: 1 })).rejects.toThrow(FileError);
    await expect(readRecords(missing, { bytes: 1 })).rejects.toThrow(`readRecords: ${missing} cannot be read: ENOENT`);
    await expect(readRecords(files.folder, { bytes: 7 })).rejects.toThrow(FileError);
    await expect(readRecords(files.folder, { bytes: 7 })).rejects.toThrow("cannot be read: it is a folder");
    const path = records(3, 2 ** 20);
    const p = await readRecords(path, { bytes: 2 ** 20 });
    const all = p[Symbol.asyncIterator]();
    await all.next();
    truncateSync(path, 2 ** 20 + 5);
    await expect(all.next()).rejects.toThrow(`readRecords: ${path} ends early, expected it as it was when opened`);
  });

  test("closes the file when it is left", async () => {
    const p = await readRecords(records(100, 5), { bytes: 5 });
    const before = openFiles();
    for (let k = 0; k < 20; k++) for await (const record of p) if (record.length === 5) break;
    expect(openFiles()).toBe(before);
    expect(await elements(p.take(2))).toEqual([0, 1].map((i) => Uint8Array.from(upTo(5), (x) => x + i)));
  });
});
