import { ERROR } from "../control";
import {
  log_softmax,
  log_softmax_backward,
  log_sum_exp_rows,
  softmax,
  softmax_backward,
  softmax_cross_entropy,
  softmax_cross_entropy_backward,
  softmax_visible,
} from "../softmax";
import { address, blank, expect_close, expect_same, LENGTHS, noise } from "./helpers";

const ROWS = 3;

/** Softmax of rows of V in float64, or its logarithm. */
function reference(x: StaticArray<f32>, V: i32, logarithm: bool): StaticArray<f64> {
  const y = new StaticArray<f64>(x.length);
  for (let row = 0; row < x.length; row += V) {
    let sum: f64 = 0;
    for (let v = 0; v < V; v++) sum += Math.exp(<f64>x[row + v]);
    for (let v = 0; v < V; v++)
      y[row + v] = logarithm ? <f64>x[row + v] - Math.log(sum) : Math.exp(<f64>x[row + v]) / sum;
  }
  return y;
}

function dot(a: StaticArray<f32>, b: StaticArray<f32>, from: i32, to: i32): f64 {
  let sum: f64 = 0;
  for (let i = from; i < to; i++) sum += <f64>a[i] * <f64>b[i];
  return sum;
}

describe("softmax", () => {
  test("log_sum_exp_rows", () => {
    const R = 11;
    const x = noise(3 * R, -4, 4);
    for (let block = 1; block <= 16; block += 5) {
      const blocks = (R + block - 1) / block;
      const y = blank<f32>(3 * blocks);
      log_sum_exp_rows(address(y), address(x), R, block, 1, y.length);
      log_sum_exp_rows(address(y), address(x), R, block, 0, 1);
      const expected = new StaticArray<f64>(y.length);
      for (let item = 0; item < y.length; item++) {
        let sum: f64 = 0;
        const first = (item % blocks) * block;
        for (let r = first; r < min(first + block, R); r++) sum += NativeMath.exp(x[(item / blocks) * R + r]);
        expected[item] = NativeMath.log(sum);
      }
      expect_close(y, expected, 4, "blocks of " + block.toString());
    }
    const ends: StaticArray<f32> = [-Infinity, -Infinity, Infinity, -Infinity, -Infinity, NaN];
    const z = blank<f32>(3);
    log_sum_exp_rows(address(z), address(ends), 2, 2, 0, 3);
    expect_same(z, [-Infinity, Infinity, NaN], "infinities");
  });

  test("softmax and log_softmax, whole and in parts", () => {
    for (let l = 0; l < 2 * LENGTHS.length; l++) {
      const V = LENGTHS[l >> 1];
      const x = l & 1 ? noise(ROWS * V, -104, -96) : noise(ROWS * V, -4, 4);
      const y = blank<f32>(x.length);
      softmax(address(y), address(x), V, 2, 3);
      softmax(address(y), address(x), V, 0, 2);
      expect_close(y, reference(x, V, false), 4, V.toString());
      log_softmax(address(y), address(x), V, 2, 3);
      log_softmax(address(y), address(x), V, 0, 2);
      expect_close(y, reference(x, V, true), 4, V.toString());
    }
  });

  test("softmax_visible, whole and in parts", () => {
    for (let l = 0; l < LENGTHS.length; l++) {
      const V = LENGTHS[l];
      const x = noise(ROWS * V, -4, 4);
      for (let T = 0; T <= ROWS; T++) {
        const y = blank<f32>(x.length);
        softmax_visible(address(y), address(x), V, T, 1, ROWS);
        softmax_visible(address(y), address(x), V, T, 0, 1);
        const expected = new StaticArray<f64>(x.length);
        for (let i = 0; i < ROWS; i++) {
          const n = T ? min(V, (i % T) + 1) : V;
          let sum: f64 = 0;
          for (let v = 0; v < n; v++) sum += Math.exp(<f64>x[i * V + v]);
          for (let v = 0; v < n; v++) expected[i * V + v] = Math.exp(<f64>x[i * V + v]) / sum;
        }
        expect_close(y, expected, 4, V.toString() + ", " + T.toString());
      }
    }
    const ends: StaticArray<f32> = [-Infinity, -Infinity, 3, -Infinity, -Infinity, 3, -Infinity, NaN];
    const z = blank<f32>(8);
    softmax_visible(address(z), address(ends), 2, 0, 0, 4);
    expect(z[6] != z[6] && z[7] != z[7]).toBe(true, "NaN");
    z[6] = z[7] = 0;
    expect_same(z, [0, 0, 1, 0, 0, 1, 0, 0], "infinities");
  });

  test("their gradients", () => {
    for (let l = 0; l < LENGTHS.length; l++) {
      const V = LENGTHS[l];
      const y = noise(ROWS * V);
      const dy = noise(ROWS * V);
      const ones = new StaticArray<f32>(ROWS * V).fill(1);
      const dx = blank<f32>(ROWS * V);
      const dlog = blank<f32>(ROWS * V);
      softmax_backward(address(dx), address(dy), address(y), V, 1, 3);
      softmax_backward(address(dx), address(dy), address(y), V, 0, 1);
      log_softmax_backward(address(dlog), address(dy), address(y), V, 1, 3);
      log_softmax_backward(address(dlog), address(dy), address(y), V, 0, 1);
      const expected = new StaticArray<f64>(ROWS * V);
      const expected_log = new StaticArray<f64>(ROWS * V);
      for (let i = 0; i < ROWS * V; i++) {
        const row = (i / V) * V;
        expected[i] = <f64>y[i] * (<f64>dy[i] - dot(dy, y, row, row + V));
        expected_log[i] = <f64>dy[i] - Math.exp(<f64>y[i]) * dot(dy, ones, row, row + V);
      }
      expect_close(dx, expected, 16, "softmax of " + V.toString());
      expect_close(dlog, expected_log, 16, "log-softmax of " + V.toString());
    }
  });

  test("cross entropy and its gradient", () => {
    for (let l = 0; l < LENGTHS.length; l++) {
      const V = LENGTHS[l];
      const x = noise(ROWS * V, -4, 4);
      const labels: StaticArray<i32> = [0, V / 2, V - 1];
      const loss = blank<f32>(ROWS);
      const dx = blank<f32>(ROWS * V);
      const dy = noise(ROWS);
      softmax_cross_entropy(address(loss), address(x), address(labels), 0, V, 1, 3);
      softmax_cross_entropy(address(loss), address(x), address(labels), 0, V, 0, 1);
      softmax_cross_entropy_backward(address(dx), address(dy), address(x), address(labels), V, 1, 3);
      softmax_cross_entropy_backward(address(dx), address(dy), address(x), address(labels), V, 0, 1);
      const logs = reference(x, V, true);
      const p = reference(x, V, false);
      const expected = new StaticArray<f64>(ROWS);
      for (let i = 0; i < ROWS; i++) expected[i] = -logs[i * V + labels[i]];
      for (let i = 0; i < ROWS * V; i++) p[i] = <f64>dy[i / V] * (p[i] - f64(i % V == labels[i / V]));
      expect_close(loss, expected, 4, "loss of " + V.toString());
      expect_close(dx, p, 4, "gradient of " + V.toString());
    }
    expect(load<i32>(ERROR)).toBe(0);
  });

  test("a bad label is reported and skipped", () => {
    const bad: StaticArray<i32> = [-1, 2, i32.MAX_VALUE, i32.MIN_VALUE];
    const x: StaticArray<f32> = [1, 1, 1, 1];
    for (let i = 0; i < bad.length; i++) {
      const labels: StaticArray<i32> = [bad[i], 0];
      const loss = blank<f32>(2);
      softmax_cross_entropy(address(loss), address(x), address(labels), 4096, 2, 0, 2);
      expect(load<i32>(ERROR)).toBe(1);
      expect(load<i32>(ERROR, 4)).toBe(4096);
      expect(load<i32>(ERROR, 8)).toBe(bad[i]);
      expect(load<i32>(ERROR, 12)).toBe(2);
      store<i32>(ERROR, 0);
      expect_close(loss, [0, Math.log(2)], 2, "loss");
      const dx = blank<f32>(4);
      softmax_cross_entropy_backward(address(dx), address<f32>([2, 2]), address(x), address(labels), 2, 0, 2);
      expect_same(dx, [1, 1, -1, 1], "gradient");
    }
  });

  test("a masked class has no share, a NaN shows", () => {
    const y = blank<f32>(5);
    softmax(address(y), address<f32>([1, -Infinity, 1, -Infinity, 1]), 5, 0, 1);
    const third: f32 = 1.0 / 3;
    expect_same(y, [third, 0, third, 0, third], "masked");
    softmax(address(y), address<f32>([1, 2, 3, 4, NaN]), 5, 0, 1);
    for (let i = 0; i < 5; i++) expect(isNaN(y[i])).toBe(true);
    softmax_cross_entropy(address(y), address<f32>([1, NaN, 2]), address<i32>([0]), 0, 3, 0, 1);
    expect(isNaN(y[0])).toBe(true);
  });
});
