import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { FormatError, ValueError } from "../../src/base/errors.ts";
import { decodeGz } from "../../src/io/gz.ts";

test("decodeGz unpacks, up to a limit, and refuses what is broken", async () => {
  const bytes = Uint8Array.from({ length: 300_000 }, (_, i) => (i * i) >> 7);
  const packed = new Uint8Array(gzipSync(bytes));
  expect(await decodeGz(packed)).toEqual(bytes);
  expect((await decodeGz(packed, { most: 300_000 })).length).toBe(300_000);
  expect((await decodeGz(gzipSync(new Uint8Array(0)))).length).toBe(0);
  await expect(decodeGz(packed, { most: 299_999 })).rejects.toThrow("gz: the file holds more than 299999 bytes");
  const broken = [
    packed.subarray(0, -9),
    packed.subarray(0, 5),
    packed.with(500, packed[500]! ^ 64),
    bytes.subarray(0, 99),
  ];
  for (const bad of broken) {
    await expect(decodeGz(bad)).rejects.toThrow(FormatError);
    await expect(decodeGz(bad)).rejects.toThrow("gz: the file cannot be unpacked");
  }
  await expect(decodeGz(packed, { most: Number.NaN })).rejects.toThrow(ValueError);
});
