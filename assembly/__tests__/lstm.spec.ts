import { lstm, lstm_backward } from "../lstm";
import { address, blank, expect_close } from "./helpers";
import { Sequence } from "./recurrent";

describe("long short-term memory", () => {
  test("lstm and lstm_backward, whole and in parts", () => {
    for (let n = 0; n < 6; n++) {
      const B = <i32>[1, 2, 6][n >> 1];
      const T = 3;
      const U = 8;
      const reverse = n & 1;
      const s = new Sequence(4, false, B, T, U, reverse == 1);
      const z = StaticArray.fromArray(s.z.slice(0));
      const y = blank<f32>(B * T * U);
      const hn = blank<f32>(B * U);
      const cn = blank<f32>(B * U);
      const saved = blank<f32>(B * T * 3 * U);
      const scratch = address(s.scratch);
      const mask = address(s.mask);
      let w = address(s.weights(true));
      const cut = s.items - 1;
      lstm(address(y), address(hn), address(cn), address(z), address(saved), w, address(s.bias), address(s.h0), address(s.c0), mask, scratch, B, T, U, reverse, cut, s.items); // prettier-ignore
      lstm(address(y), address(hn), address(cn), address(z), address(saved), w, address(s.bias), address(s.h0), address(s.c0), mask, scratch, B, T, U, reverse, 0, cut); // prettier-ignore
      const what = B.toString() + " rows, reverse " + reverse.toString();
      s.expect_forward(y, hn, z, what);
      expect_close(cn, s.c, 40, what + ", cells");

      const dz = blank<f32>(B * T * 4 * U);
      const dh0 = blank<f32>(B * U);
      const dc0 = blank<f32>(B * U);
      w = address(s.weights(false));
      lstm_backward(address(dz), address(dh0), address(dc0), address(s.dy), address(s.dhn), address(s.dcn), address(z), address(saved), w, mask, scratch, B, T, U, reverse, cut, s.items); // prettier-ignore
      lstm_backward(address(dz), address(dh0), address(dc0), address(s.dy), address(s.dhn), address(s.dcn), address(z), address(saved), w, mask, scratch, B, T, U, reverse, 0, cut); // prettier-ignore
      s.expect_backward(dz, 4, dh0, dc0, what);
    }
  });
});
