// What all adaptive pools keep to.

import { describe, expect, test } from "vitest";
import { gradcheck } from "../../src/autograd/gradcheck.ts";
import { DTypeError, ShapeError, ValueError } from "../../src/base/errors.ts";
import { zeros } from "../../src/tensor/creation.ts";
import { sizeOf } from "../../src/tensor/shape.ts";
import type { Tensor } from "../../src/tensor/tensor.ts";
import { expectClose } from "./close.ts";
import { expectNoLeaks } from "./leaks.ts";
import { distinct, expectRefusal } from "./pooling.ts";
import { randomTensor } from "./random.ts";

export interface AdaptivePool {
  /** The op; sizes come one for each axis. */
  readonly pool: (x: Tensor, ...sizes: number[]) => Tensor;
  /** What it makes of the numbers of a bin. */
  readonly of: (numbers: number[]) => number;
  /** The axes behind B and C: of sequences or of images. */
  readonly axes: readonly ["L"] | readonly ["H", "W"];
}

/** Sizes of images and of what they become: divided evenly, unevenly, into one bin, into more than there are places. */
const SIZES = [
  [8, 8, 4, 2],
  [7, 9, 3, 4],
  [5, 31, 1, 6],
  [3, 4, 5, 7],
  [6, 6, 1, 1],
] as const;

/** Tests the adaptive pool `name` over bins of all kinds. */
export function adaptivePoolContract(name: string, { pool, of, axes }: AdaptivePool): void {
  /** Sequences have the columns' sizes. */
  const ours = (rows: number, columns: number) => (axes.length === 1 ? [columns] : [rows, columns]);

  describe(`the adaptive pool ${name}`, () => {
    test.each(SIZES)("agrees with loops: %i × %i to %i × %i, or the second of both", (H, W, P, Q) => {
      const [image, bins] = [ours(H, W), ours(P, Q)];
      const x = randomTensor(2, 3, ...image);
      const [data, n] = [x.data, sizeOf(image)];
      // Places of each bin along each axis, then of all bins in a plane.
      const along = image.map((size, axis) =>
        Array.from({ length: bins[axis]! }, (_, p) =>
          Array.from({ length: size }, (_, i) => i).filter(
            (i) => i >= Math.floor((p * size) / bins[axis]!) && i < Math.ceil(((p + 1) * size) / bins[axis]!),
          ),
        ),
      );
      const covered = along.reduce(
        (all, each, axis) =>
          all.flatMap((before) => each.map((places) => before.flatMap((i) => places.map((j) => i * image[axis]! + j)))),
        [[0]],
      );
      const wanted = Array.from({ length: 6 }, (_, plane) =>
        covered.map((places) => of(places.map((i) => data[plane * n + i]!))),
      ).flat();
      const y = pool(x, ...bins);
      expect(y.shape).toEqual([2, 3, ...bins]);
      expectClose(y.data, wanted, 1e-6);
    });

    test("has the right gradients, takes no images, and leaves only its result", () => {
      for (const size of [1, 2, 3]) {
        gradcheck((x) => pool(x, ...ours(size, size)), [distinct(1, 2, ...ours(4, 5))]);
        expectNoLeaks((x) => pool(x!, ...ours(size, size)), [randomTensor(2, 3, ...ours(4, 8))]);
        expect(pool(zeros([0, 3, ...ours(5, 5)]), ...ours(size, size)).shape).toEqual([0, 3, ...ours(size, size)]);
      }
    });

    test("refuses what does not fit", () => {
      const one = ours(1, 1);
      const wanted = `expected [B, C, ${axes.join(", ")}]`;
      expectRefusal(() => pool(zeros([2, 3]), ...one), ShapeError, `${name}: x is [2, 3], ${wanted}`);
      expectRefusal(
        () => pool(zeros([2, 3, 0, 2].slice(0, 2 + axes.length)), ...one),
        ShapeError,
        axes.length === 1
          ? `${name}: x is [2, 3, 0], expected a length of at least 1`
          : `${name}: x is [2, 3, 0, 2], expected a height and a width of at least 1`,
      );
      for (const size of [0, 1.5, NaN]) {
        expectRefusal(
          () => pool(zeros([2, 3, ...ours(8, 8)]), ...ours(1, size)),
          ValueError,
          `${name}: size is ${size}, expected a whole number from 1 on`,
        );
      }
      expectRefusal(
        () => pool(zeros([1, 1, ...ours(2, 2)], "int32"), ...one),
        DTypeError,
        `${name}: x is int32, expected float32`,
      );
    });
  });
}
