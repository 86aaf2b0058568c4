import { ERROR } from "../control";
import { ctc, ctc_backward } from "../ctc";
import { address, blank, expect_close, expect_same, noise } from "./helpers";

const T: i32 = 5;
const C: i32 = 4;
const S: i32 = 2;
const ROW: i32 = 2 + 2 * ((S + 8) & ~3);

/** Whether a path spells labels a, b, and nothing else, with class 0 between. */
function spells(path: StaticArray<i32>, length: i32, a: i32, b: i32): bool {
  let found = 0;
  let right = true;
  for (let t = 0; t < length; t++) {
    if (path[t] == 0 || (t > 0 && path[t] == path[t - 1])) continue;
    right = right && path[t] == (found == 0 ? a : b) && found < 2;
    found++;
  }
  return right && found == 2;
}

describe("ctc", () => {
  test("ctc and ctc_backward are sums over all paths", () => {
    const x = noise(2 * T * C, -2, 0);
    const targets: StaticArray<i32> = [1, 3, 2, 2];
    const frames: StaticArray<i32> = [5, 4];
    const counts: StaticArray<i32> = [2, 2];
    const scratch = new StaticArray<f32>(128);
    const alpha = blank<f32>(2 * T * ROW);
    const loss = blank<f32>(2);
    const dy: StaticArray<f32> = [1, -0.5];
    const dx = blank<f32>(2 * T * C);
    for (let b = 1; b >= 0; b--) {
      ctc(
        address(loss),
        address(alpha),
        address(x),
        address(targets),
        address(frames),
        address(counts),
        0,
        address(scratch),
        T,
        C,
        S,
        0,
        0,
        b,
        b + 1,
      );
    }
    ctc_backward(
      address(dx),
      address(dy),
      address(alpha),
      address(x),
      address(targets),
      address(frames),
      address(counts),
      address(scratch),
      T,
      C,
      S,
      0,
      0,
      0,
      2,
    );
    const losses = new StaticArray<f64>(2);
    const gradient = new StaticArray<f64>(2 * T * C);
    const path = new StaticArray<i32>(T);
    for (let b = 0; b < 2; b++) {
      const length = frames[b];
      let total: f64 = 0;
      const occupied = new StaticArray<f64>(T * C);
      for (let n = 0; n < 1 << (2 * length); n++) {
        let logarithm: f64 = 0;
        for (let t = 0; t < length; t++) {
          path[t] = (n >> (2 * t)) & 3;
          logarithm += x[(b * T + t) * C + path[t]];
        }
        if (!spells(path, length, targets[b * S], targets[b * S + 1])) continue;
        const probability = NativeMath.exp(logarithm);
        total += probability;
        for (let t = 0; t < length; t++) occupied[t * C + path[t]] += probability;
      }
      losses[b] = -NativeMath.log(total);
      for (let i = 0; i < length * C; i++) {
        const at = b * T * C + i;
        gradient[at] = <f64>dy[b] * (NativeMath.exp(x[at]) - occupied[i] / total);
      }
    }
    expect_close(loss, losses, 8, "loss");
    expect_close(dx, gradient, 16, "gradient");
  });

  test("a label that is the blank, and one too large, cost nothing and are reported", () => {
    const x = noise(T * C, -2, 0);
    const frames: StaticArray<i32> = [5];
    const counts: StaticArray<i32> = [2];
    const scratch = new StaticArray<f32>(128);
    const alpha = blank<f32>(T * ROW);
    const loss = blank<f32>(1);
    const one: usize = 12345;
    for (let bad = 0; bad <= C; bad += C) {
      const targets: StaticArray<i32> = [1, bad];
      ctc(
        address(loss),
        address(alpha),
        address(x),
        address(targets),
        address(frames),
        address(counts),
        one,
        address(scratch),
        T,
        C,
        S,
        0,
        0,
        0,
        1,
      );
      expect_same(loss, [0], "loss");
      expect(load<i32>(ERROR, 8)).toBe(bad);
      expect(load<i32>(ERROR, 12)).toBe(bad ? C : -1);
      store<i32>(ERROR, 0);
    }
  });
});
