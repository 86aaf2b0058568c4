import { copy, copy_strided, fill, triangle } from "../memory";
import { address, blank, expect_same, GRAIN, LENGTHS, whole } from "./helpers";

const NAN_BITS: i32 = 0x7fa0beef;

describe("memory", () => {
  test("fill writes any 32 bits, copy copies them", () => {
    for (let l = 0; l < LENGTHS.length; l++) {
      const n = LENGTHS[l];
      const x = new StaticArray<i32>(n);
      fill(address(x), NAN_BITS, 0, n);
      const y = new StaticArray<i32>(n);
      const cut = n > GRAIN ? GRAIN : 0;
      copy(address(y), address(x), cut, n);
      if (cut) copy(address(y), address(x), 0, cut);
      for (let i = 0; i < n; i++) expect(x[i]).toBe(NAN_BITS);
      expect_same(y, x, n.toString());
    }
  });

  test("strided copies change the order of six axes and back", () => {
    // From [2, 3, 4, 5, 2, 3] to [3, 2, 5, 4, 3, 2]: the axes of each pair change places.
    const n = 2 * 3 * 4 * 5 * 2 * 3;
    const x = whole<i32>(n, -1000, 1000);
    const y = blank<i32>(n);
    const back = blank<i32>(n);
    for (let part = 1; part >= 0; part--) {
      const from = part ? 336 : 0;
      const to = part ? n : 336;
      copy_strided(address(y), address(x), 3, 2, 5, 4, 3, 2, 240, 120, 24, 6, 2, 1, 120, 360, 6, 30, 1, 3, from, to);
    }
    let item = 0;
    for (let b = 0; b < 3; b++) {
      for (let a = 0; a < 2; a++) {
        for (let d = 0; d < 5; d++) {
          for (let c = 0; c < 4; c++) {
            for (let f = 0; f < 3; f++) {
              for (let e = 0; e < 2; e++) {
                expect(y[item++]).toBe(x[((((a * 3 + b) * 4 + c) * 5 + d) * 2 + e) * 3 + f]);
              }
            }
          }
        }
      }
    }
    for (let part = 1; part >= 0; part--) {
      const from = part ? 336 : 0;
      const to = part ? n : 336;
      copy_strided(address(back), address(y), 3, 2, 5, 4, 3, 2, 120, 360, 6, 30, 1, 3, 240, 120, 24, 6, 2, 1, from, to);
    }
    expect_same(back, x, "there and back");
  });

  test("a stride of 0 repeats", () => {
    const y = blank<i32>(21);
    copy_strided(address(y), address<i32>([7, 8, 9]), 1, 1, 1, 1, 3, 7, 0, 0, 0, 0, 7, 1, 0, 0, 0, 0, 1, 0, 0, 21);
    for (let i = 0; i < 21; i++) expect(y[i]).toBe(7 + i / 7);
  });

  test("matrices are transposed in tiles, from either side", () => {
    const sizes: StaticArray<i32> = [1, 4, 5, 16, 19, 35];
    for (let m = 0; m < sizes.length; m++) {
      for (let k = 0; k < sizes.length; k++) {
        const M = sizes[m];
        const N = sizes[k];
        const x = whole<i32>(M * N, -1000, 1000);
        const y = blank<i32>(M * N);
        const back = blank<i32>(M * N);
        copy_strided(address(y), address(x), 1, 1, 1, 1, M, N, 0, 0, 0, 0, N, 1, 0, 0, 0, 0, 1, M, 0, M * N);
        for (let i = 0; i < M; i++) for (let j = 0; j < N; j++) expect(y[i * N + j]).toBe(x[j * M + i]);
        copy_strided(address(back), address(y), 1, 1, 1, 1, M, N, 0, 0, 0, 0, 1, M, 0, 0, 0, 0, N, 1, 0, M * N);
        expect_same(back, x, "there and back");
      }
    }
  });

  test("triangle keeps one side of each matrix", () => {
    const x: StaticArray<i32> = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12];
    const y = blank<i32>(12);
    triangle(address(y), address(x), 2, 3, 0, 0, 2, 4);
    triangle(address(y), address(x), 2, 3, 0, 0, 0, 2);
    expect_same(y, [1, 0, 0, 4, 5, 0, 7, 0, 0, 10, 11, 0], "lower");
    triangle(address(y), address(x), 2, 3, 1, 1, 0, 4);
    expect_same(y, [0, 2, 3, 0, 0, 6, 0, 8, 9, 0, 0, 12], "upper");
  });
});
