import { gru, gru_backward } from "../gru";
import { address, blank, expect_close } from "./helpers";
import { Sequence } from "./recurrent";

describe("gated recurrent units", () => {
  test("gru and gru_backward, whole and in parts", () => {
    for (let n = 0; n < 6; n++) {
      const B = <i32>[1, 2, 6][n >> 1];
      const T = 3;
      const U = 8;
      const reverse = n & 1;
      const s = new Sequence(3, false, B, T, U, reverse == 1);
      const z = StaticArray.fromArray(s.z.slice(0));
      const y = blank<f32>(B * T * U);
      const hn = blank<f32>(B * U);
      const saved = blank<f32>(B * T * 2 * U);
      const scratch = address(s.scratch);
      const mask = address(s.mask);
      let w = address(s.weights(true));
      const cut = s.items - 1;
      gru(address(y), address(hn), address(z), address(saved), w, address(s.bias), address(s.h0), mask, scratch, B, T, U, reverse, cut, s.items); // prettier-ignore
      gru(address(y), address(hn), address(z), address(saved), w, address(s.bias), address(s.h0), mask, scratch, B, T, U, reverse, 0, cut); // prettier-ignore
      const what = B.toString() + " rows, reverse " + reverse.toString();
      s.expect_forward(y, hn, z, what);

      const dz = blank<f32>(B * T * 4 * U);
      const dh0 = blank<f32>(B * U);
      w = address(s.weights(false));
      gru_backward(address(dz), address(dh0), address(s.dy), address(s.dhn), address(z), address(saved), w, mask, scratch, B, T, U, reverse, cut, s.items); // prettier-ignore
      gru_backward(address(dz), address(dh0), address(s.dy), address(s.dhn), address(z), address(saved), w, mask, scratch, B, T, U, reverse, 0, cut); // prettier-ignore
      s.expect_backward(dz, 4, dh0, dh0, what);
      // The state's part of n gets what n gets, times r.
      const part = new StaticArray<f32>(B * T * U);
      const expected = new StaticArray<f64>(B * T * U);
      for (let i = 0; i < part.length; i++) {
        const o = i / U;
        part[i] = dz[(o * 4 + 3) * U + (i % U)];
        expected[i] = <f64>dz[(o * 4 + 2) * U + (i % U)] * <f64>z[o * 3 * U + (i % U)];
      }
      expect_close(part, expected, 2, what + ", the state's part of n");
    }
  });
});
