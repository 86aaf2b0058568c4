import { describe, expect, test } from "vitest";
import { noise } from "../helpers/random.ts";
import { expectClose } from "../helpers/close.ts";
import { runCase } from "../helpers/kernels.ts";

// Every dimension at 0, 1, below, at and past its block.
const rows = [1, 3, 4, 5, 9];
const columns = [1, 4, 7, 8, 9, 33];
const depths = [0, 1, 3, 5, 256, 257, 513];
const tolerance = (K: number) => 1e-6 * Math.sqrt(K + 1) + 1e-7;

function strides(M: number, N: number, K: number, kind: string): [number, number, number, number] {
  return [...(kind[0] === "N" ? [K, 1] : [1, M]), ...(kind[1] === "N" ? [N, 1] : [1, K])] as never;
}

function reference(
  a: Float32Array,
  b: Float32Array,
  bias: Float32Array | null,
  M: number,
  N: number,
  K: number,
  kind: string,
) {
  const [aRow, aCol, bRow, bCol] = strides(M, N, K, kind);
  return Float64Array.from({ length: M * N }, (_, item) => {
    const i = Math.floor(item / N);
    const j = item % N;
    let sum = bias === null ? 0 : bias[j]!;
    for (let k = 0; k < K; k++) sum += a[i * aRow + k * aCol]! * b[k * bRow + j * bCol]!;
    return sum;
  });
}

describe.each(["NN", "TN", "NT", "TT"])("product %s", (kind) => {
  test.each(rows)("packed, and in panels, %i rows", (M) => {
    for (const N of columns) {
      for (const K of depths) {
        const what = `${M}x${N}x${K}`;
        const s = strides(M, N, K, kind);
        const panels = [Math.ceil(M / 4), Math.ceil(N / 8)] as const;
        const packed = runCase({
          kernel: "gemm_pack",
          args: [
            { length: panels[0] * 4 * K },
            { length: panels[1] * 8 * K },
            { length: M * K },
            { length: K * N },
            M,
            N,
            K,
            ...s,
          ],
          items: panels[0] + panels[1],
        });
        const [pa, pb, a, b] = packed.map((p) => p.floats()) as [
          Float32Array,
          Float32Array,
          Float32Array,
          Float32Array,
        ];
        const bias = Float32Array.from({ length: N }, noise);
        const operand = (x: Float32Array) => ({ length: x.length, fill: (i: number) => x[i]! });
        const tiles = runCase({
          kernel: "gemm_tiles",
          args: [{ length: M * N }, operand(pa), operand(pb), operand(bias), M, N, K],
          items: panels[0] * panels[1],
        });
        const expected = reference(a, b, bias, M, N, K, kind);
        expectClose(tiles[0]!.floats(), expected, tolerance(K), `gemm_tiles ${what}`);
        const direct = runCase({
          kernel: "gemm_panels",
          args: [{ length: M * N }, operand(a), operand(b), operand(bias), M, N, K, ...s],
          items: panels[1],
        });
        expectClose(direct[0]!.floats(), expected, tolerance(K), `gemm_panels ${what}`);
        for (const used of [...packed, ...tiles, ...direct]) used.free();
      }
    }
  });
});

test("the optional bias may be absent", () => {
  const [c, a, b] = runCase({
    kernel: "gemm_dot",
    args: [{ length: 6 }, { length: 8 }, { length: 12 }, 0, 2, 3, 4, 4, 4],
    items: 1,
  });
  expectClose(c!.floats(), reference(a!.floats(), b!.floats(), null, 2, 3, 4, "NT"), 1e-6);
  expect(c!.floats().length).toBe(6);
});
