import {
  channel_windows,
  norm_coefficients,
  norm_gradient,
  norm_moments,
  norm_planes,
  norm_sums,
  running_update,
} from "../normalization";
import { address, blank, expect_close, noise } from "./helpers";

const scratch = new StaticArray<f32>(1 << 18);
const EPSILON: f32 = 0.0009765625;
/** Padding behind operands, which whole vectors are read from. */
const REST = 4;

/** Σ a^i over the group g of [L, G, S] of (x − m) · (or squared, or times d). */
function sum_of(x: StaticArray<f32>, d: StaticArray<f32>, L: i32, G: i32, S: i32, g: i32, m: f64, power: i32): f64 {
  let sum: f64 = 0;
  for (let i = 0; i < L * S; i++) {
    const o = ((i / S) * G + g) * S + (i % S);
    const v = <f64>x[o] - m;
    sum += power == 0 ? <f64>d[o] : power == 1 ? <f64>d[o] * v : v * v;
  }
  return sum;
}

function prove(L: i32, G: i32, S: i32): void {
  const n = L * G * S;
  const what = L.toString() + ", " + G.toString() + ", " + S.toString();
  const x = noise(n + REST, 99, 101);
  const dy = noise(n + REST);
  const ones = new StaticArray<f32>(n + REST).fill(1);
  const moments = blank<f32>(3 * G + REST);
  norm_moments(address(moments), address(x), address(scratch), L, G, S, 0, G);
  const expected = new StaticArray<f64>(3 * G);
  for (let g = 0; g < G; g++) {
    const mean = sum_of(x, ones, L, G, S, g, 0, 1) / f64(L * S);
    expected[g] = mean - <f64>moments[G + g];
    expected[G + g] = mean - <f64>moments[g];
    expected[2 * G + g] = sum_of(x, ones, L, G, S, g, mean, 2) / f64(L * S);
  }
  expect_close(moments, expected, 16, "moments of " + what);

  const sums = blank<f32>(2 * G);
  norm_sums(address(sums), address(dy), address(x), address(moments), address(scratch), L, G, S, 1, 0, G);
  const totals = new StaticArray<f64>(2 * G);
  for (let g = 0; g < G; g++) {
    totals[g] = sum_of(x, dy, L, G, S, g, 0, 0);
    totals[G + g] = sum_of(x, dy, L, G, S, g, <f64>moments[g], 1);
  }
  expect_close(sums, totals, 64, "sums of " + what);

  const w = noise(G);
  const c = blank<f32>(4 * G + REST);
  norm_coefficients(address(c), address(moments), address(w), address(w), G, 1, G, EPSILON, 0, G);
  const y = blank<f32>(n);
  norm_planes(address(y), address(x), 0, address(c), G, S, 0, L * G);
  const normal = new StaticArray<f64>(n);
  const gradient = new StaticArray<f64>(n);
  for (let i = 0; i < n; i++) {
    const g = (i / S) % G;
    const r = 1 / Math.sqrt(expected[2 * G + g] + <f64>EPSILON);
    const hat = (<f64>x[i] - <f64>moments[g] - <f64>moments[G + g]) * r;
    const share = (totals[G + g] - <f64>moments[G + g] * totals[g]) * r;
    normal[i] = hat * <f64>w[g] + <f64>w[g];
    gradient[i] = <f64>w[g] * r * (<f64>dy[i] - totals[g] / f64(L * S) - (hat * share) / f64(L * S));
  }
  expect_close(y, normal, 64, "result of " + what);
  const shares = blank<f32>(G);
  norm_gradient(
    address(c),
    address(shares),
    address(moments),
    address(sums),
    address(w),
    G,
    1,
    G,
    L * S,
    EPSILON,
    0,
    G,
  );
  norm_planes(address(y), address(x), address(dy), address(c), G, S, 0, L * G);
  // A group of one number has the deviation √ε, by which roundings are divided.
  expect_close(y, gradient, L * S == 1 ? 4096 : 256, "gradient of " + what);
}

describe("batch normalization", () => {
  test("moments, sums, results and gradients of columns, short and long planes", () => {
    prove(70, 7, 1);
    prove(5, 4, 3);
    prove(2, 3, 35);
    prove(1, 5, 8);
    prove(2, 1, 2050);
  });

  test("running statistics move on by the unbiased variance", () => {
    const mean: StaticArray<f32> = [1, 2];
    const variance: StaticArray<f32> = [3, 4];
    const count: StaticArray<i32> = [3];
    const moments: StaticArray<f32> = [2, 4, 0, 0, 6, 8];
    running_update(address(mean), address(variance), address(count), address(moments), 1, 2, 3, 0.5, 0, 1);
    expect_close(mean, [1.5, 3], 1, "mean");
    expect_close(variance, [6, 8], 1, "variance");
    running_update(address(mean), address(variance), address(count), address(moments), 1, 2, 3, -1, 0, 1);
    expect(count[0]).toBe(5);
    expect_close(mean, [1.6, 3.2], 2, "cumulative mean");
  });
});

describe("channel_windows", () => {
  test("sums products over channels around each", () => {
    const x: StaticArray<f32> = [1, 2, 3, 4, 5, 6];
    const y = blank<f32>(6);
    channel_windows(address(y), address(x), address(x), 3, 2, 1, 0, 1, 3);
    channel_windows(address(y), address(x), address(x), 3, 2, 1, 0, 0, 1);
    expect_close(y, [1, 4, 10, 20, 34, 52], 0, "squares");
  });
});
