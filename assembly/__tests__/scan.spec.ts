import { cumprod, cumprod_backward, cumprod_int, cumsum, cumsum_int } from "../scan";
import { address, blank, expect_close, expect_same, LENGTHS, noise, whole } from "./helpers";

/** y[l, r, n] = f(y[l, r − 1, n], x[l, r, n]), or from the end. */
function scanned<T>(x: StaticArray<T>, R: i32, N: i32, reverse: i32, f: (a: T, b: T) => T): StaticArray<T> {
  const y = new StaticArray<T>(x.length);
  for (let i = 0; i < y.length; i++) {
    const at = reverse ? y.length - 1 - i : i;
    const r = (at / N) % R;
    const before = reverse ? at + N : at - N;
    y[at] = r == (reverse ? R - 1 : 0) ? x[at] : f(y[before], x[at]);
  }
  return y;
}

function prove<T>(
  kernel: (y: usize, x: usize, R: i32, N: i32, reverse: i32, from: i32, to: i32) => void,
  f: (a: T, b: T) => T,
  low: i32,
  high: i32,
): void {
  for (let l = 0; l < LENGTHS.length; l++) {
    for (let N = 1; N < 8; N += 2) {
      for (let reverse = 0; reverse < 2; reverse++) {
        const R = LENGTHS[l];
        const x = whole<T>(3 * R * N, low, high);
        const y = blank<T>(x.length);
        kernel(address(y), address(x), R, N, reverse, 2, 3 * N);
        kernel(address(y), address(x), R, N, reverse, 0, 2);
        expect_same(y, scanned(x, R, N, reverse, f), R.toString() + " by " + N.toString());
      }
    }
  }
}

describe("scan", () => {
  test("cumsum", () => prove<f32>(cumsum, (a, b) => a + b, -8, 8));
  test("cumsum_int", () => prove<i32>(cumsum_int, (a, b) => a + b, -1000000, 1000000));
  test("cumprod", () => prove<f32>(cumprod, (a, b) => a * b, 1, 2));
  test("cumprod_int", () => prove<i32>(cumprod_int, (a, b) => a * b, -1000000, 1000000));

  test("cumprod multiplies", () => {
    const x: StaticArray<f32> = [2, 3, 0.5, -1, 4, 0, 7];
    const y = blank<f32>(7);
    cumprod(address(y), address(x), 7, 1, 0, 0, 1);
    expect_same(y, [2, 6, 3, -3, -12, -0, -0], "to the right");
    cumprod(address(y), address(x), 7, 1, 1, 0, 1);
    expect_same(y, [-0, -0, -0, -0, 0, 0, 7], "to the left");
  });

  test("cumprod_backward, zeros included", () => {
    for (let last = 0; last < 2; last++) {
      const R = 6;
      const N = 2;
      const x = noise(3 * R * N, 0.5, 1.5);
      for (let i = 3; i < x.length; i += 5) x[i] = 0;
      const y = scanned<f32>(x, R, N, 0, (a, b) => a * b);
      const dy = noise(last ? 3 * N : 3 * R * N);
      const dx = blank<f32>(x.length);
      cumprod_backward(address(dx), address(dy), address(x), address(y), R, N, last, 1, 3 * N);
      cumprod_backward(address(dx), address(dy), address(x), address(y), R, N, last, 0, 1);
      const expected = new StaticArray<f64>(x.length);
      for (let at = 0; at < x.length; at++) {
        const k = (at / N) % R;
        const l = at / (R * N);
        for (let j = last ? R - 1 : k; j < R; j++) {
          let others: f64 = 1;
          for (let i = 0; i <= j; i++) if (i != k) others *= <f64>x[(l * R + i) * N + (at % N)];
          expected[at] += others * <f64>dy[last ? l * N + (at % N) : (l * R + j) * N + (at % N)];
        }
      }
      expect_close(dx, expected, 8, last ? "of the last" : "of all");
    }
  });
});
