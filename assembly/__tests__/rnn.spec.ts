import { tanh_gate } from "../math-activation";
import { rnn, rnn_backward } from "../rnn";
import { address, blank, noise } from "./helpers";
import { Sequence } from "./recurrent";

describe("plain recurrent networks", () => {
  test("rnn and rnn_backward, whole and in parts", () => {
    for (let n = 0; n < 12; n++) {
      const B = <i32>[1, 2, 6][n >> 2];
      const T = 3;
      const U = 8;
      const reverse = n & 1;
      const relu = (n >> 1) & 1;
      const s = new Sequence(1, relu == 1, B, T, U, reverse == 1);
      const z = StaticArray.fromArray(s.z.slice(0));
      const y = blank<f32>(B * T * U);
      const hn = blank<f32>(B * U);
      const saved = blank<f32>(B * T * U);
      const scratch = address(s.scratch);
      const mask = address(s.mask);
      let w = address(s.weights(true));
      const cut = s.items - 1;
      rnn(address(y), address(hn), address(z), address(saved), w, address(s.bias), address(s.h0), mask, scratch, B, T, U, reverse, relu, cut, s.items); // prettier-ignore
      rnn(address(y), address(hn), address(z), address(saved), w, address(s.bias), address(s.h0), mask, scratch, B, T, U, reverse, relu, 0, cut); // prettier-ignore
      const what = B.toString() + " rows, reverse " + reverse.toString() + ", relu " + relu.toString();
      s.expect_forward(y, hn, z, what);

      const dz = blank<f32>(B * T * U);
      const dh0 = blank<f32>(B * U);
      w = address(s.weights(false));
      rnn_backward(address(dz), address(dh0), address(s.dy), address(s.dhn), address(z), address(saved), w, mask, scratch, B, T, U, reverse, relu, cut, s.items); // prettier-ignore
      rnn_backward(address(dz), address(dh0), address(s.dy), address(s.dhn), address(z), address(saved), w, mask, scratch, B, T, U, reverse, relu, 0, cut); // prettier-ignore
      s.expect_backward(dz, 1, dh0, dh0, what);
    }
  });

  test("tanh_gate is at most 7 ulp off, and never beyond 1", () => {
    const x = noise(4096, -10, 10);
    for (let i = 0; i < x.length; i += 4) {
      const at = address(x) + ((<usize>i) << 2);
      const before = x.slice(i, i + 4);
      v128.store(at, tanh_gate(v128.load(at)));
      for (let k = 0; k < 4; k++) {
        const expected = Math.tanh(<f64>before[k]);
        const unit = Math.pow(2, Math.floor(Math.log2(abs(expected))) - 23);
        expect(abs(<f64>x[i + k] - expected) <= 7 * unit).toBe(true, before[k].toString());
        expect(abs(x[i + k]) <= 1).toBe(true, before[k].toString());
      }
    }
  });
});
