// What the cases of test/ops/replay.test.ts share.

import { tensor } from "../../../src/tensor/creation.ts";
import { Generator } from "../../../src/tensor/generator.ts";
import type { Tensor } from "../../../src/tensor/tensor.ts";
import { randomTensor } from "../../helpers/random.ts";

/** Ops by name, each with operands of shapes that its kernels split. */
export type Cases = Record<string, readonly [f: (...inputs: Tensor[]) => Tensor, inputs: readonly Tensor[]]>;

export const indices = tensor([2, 0, 1, 2], [4], "int32");
export const labels = tensor(Int32Array.from({ length: 300 }, (_, i) => i % 10));

/** Random numbers from ½ on. */
export const positive = (...shape: number[]): Tensor =>
  tensor(
    randomTensor(...shape).data.map((v) => Math.abs(v) + 0.5),
    shape,
  );

/** Random ops draw from it; each run begins where it stood. */
export const generator = new Generator(3);
const start = generator.save();
export const rewind = (): void => generator.restore(start);
