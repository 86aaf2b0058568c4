import { expect, test } from "vitest";
import { launch } from "../../src/wasm/generated/launch.ts";
import { memoryStats } from "../../src/wasm/heap.ts";
import { Storage } from "../../src/wasm/storage.ts";
import { readDouble, readFloats, readInts, writeDouble, writeFloats, writeInts } from "../../src/wasm/views.ts";

test("numbers go in and out as copies, in memory that is not shared", () => {
  const { address } = new Storage(64);
  writeFloats(address, [1.5, -0]);
  const floats = readFloats(address, 2);
  expect(floats).toEqual(Float32Array.of(1.5, -0));
  expect(floats.buffer).toBeInstanceOf(ArrayBuffer);
  floats[0] = 9;
  expect(readFloats(address, 1)).toEqual(Float32Array.of(1.5));
  writeInts(address, Int32Array.of(7, -(2 ** 31)));
  expect(readInts(address, 2)).toEqual(Int32Array.of(7, -(2 ** 31)));
  writeDouble(address, 3, Math.PI);
  expect([readDouble(address, 3), readInts(address, 1)[0]]).toEqual([Math.PI, 7]);
  expect(readFloats(0, 0).length).toBe(0);
});

test("launches that were before run before, and see what was written before them", () => {
  const [x, y] = [new Storage(16), new Storage(16)];
  writeInts(x.address, [1, 2, 3, 4]);
  launch.copy(y.address, x.address, 4);
  writeInts(x.address, [5, 6, 7, 8]);
  expect([...readInts(y.address, 4), ...readInts(x.address, 4)]).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  launch.fill(y.address, 9, 4);
  expect(readFloats(y.address, 1)).toEqual(new Float32Array(Int32Array.of(9).buffer));
});

test("growth in between does no harm", () => {
  const x = new Storage(64);
  writeInts(x.address, [1, 2]);
  launch.fill(x.address, 3, 2);
  const large = new Storage(2 * memoryStats().reserved);
  launch.fill(large.address, 4, 16);
  expect([...readInts(x.address, 2), ...readInts(large.address, 1)]).toEqual([3, 3, 4]);
  large.release();
});
