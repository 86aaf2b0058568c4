import { moments_columns, moments_rows, variance } from "../moments";
import { address, blank, expect_close, LENGTHS, noise } from "./helpers";

/** Mean, and squares about it, of the `n` numbers of x from `first` on, `step` apart; the second if `squares`. */
function moment(x: StaticArray<f32>, first: i32, n: i32, step: i32, squares: bool): f64 {
  let mean: f64 = 0;
  for (let r = 0; r < n; r++) mean += <f64>x[first + r * step] / <f64>n;
  if (!squares) return mean;
  let sum: f64 = 0;
  for (let r = 0; r < n; r++) sum += (<f64>x[first + r * step] - mean) * (<f64>x[first + r * step] - mean);
  return sum;
}

function prove(R: i32, N: i32, block: i32): void {
  const L = 2;
  const blocks = (R + block - 1) / block;
  const x = noise(L * R * N, 2, 4);
  const items = L * blocks * N;
  const mean = blank<f32>(items);
  const squares = blank<f32>(items);
  const cut = items > 16 ? 16 : 0;
  for (let part = 0; part < 2; part++) {
    const from = part ? 0 : cut;
    const to = part ? cut : items;
    if (N == 1) moments_rows(address(mean), address(squares), address(x), R, block, from, to);
    else moments_columns(address(mean), address(squares), address(x), R, N, block, from, to);
  }
  const means = new StaticArray<f64>(items);
  const sums = new StaticArray<f64>(items);
  for (let item = 0; item < items; item++) {
    const group = item / N;
    const r = (group % blocks) * block;
    const first = ((group / blocks) * R + r) * N + (item % N);
    means[item] = moment(x, first, min(block, R - r), N, false);
    sums[item] = moment(x, first, min(block, R - r), N, true);
  }
  const what = R.toString() + " by " + N.toString() + " in blocks of " + block.toString();
  expect_close(mean, means, 2, "means of " + what);
  expect_close(squares, sums, 8, "squares of " + what);

  const y = blank<f32>(L * N);
  variance(address(y), address(mean), address(squares), R, N, block, 0.5, 1, L * N);
  variance(address(y), address(mean), address(squares), R, N, block, 0.5, 0, 1);
  const variances = new StaticArray<f64>(L * N);
  for (let item = 0; item < L * N; item++) {
    variances[item] = moment(x, (item / N) * R * N + (item % N), R, N, true) / (<f64>R - 0.5);
  }
  expect_close(y, variances, 8, "variance of " + what);
}

describe("moments", () => {
  test("moments_rows and variance", () => {
    for (let l = 0; l < LENGTHS.length; l++) for (let block = 4; block <= 256; block *= 8) prove(LENGTHS[l], 1, block);
  });
  test("moments_columns and variance", () => {
    for (let l = 0; l < LENGTHS.length; l++)
      for (let block = 4; block <= 16; block *= 4) prove(9, LENGTHS[l] + 1, block);
  });
});
