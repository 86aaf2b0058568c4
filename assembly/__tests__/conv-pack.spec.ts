import { conv_filters, pad_planes } from "../conv-pack";
import { address, blank, expect_same, whole } from "./helpers";

describe("conv-pack", () => {
  test("pad_planes puts a value around, and cuts off", () => {
    const x = whole<f32>(2 * 3 * 5);
    for (let left = -3; left < 8; left++) {
      for (let top = -2; top < 3; top++) {
        const y = blank<f32>(2 * 4 * 7);
        pad_planes(address(y), address(x), 3, 5, top, left, 4, 7, <f32>top, 3, 8);
        pad_planes(address(y), address(x), 3, 5, top, left, 4, 7, <f32>top, 0, 3);
        const expected = new StaticArray<f32>(y.length);
        for (let i = 0; i < expected.length; i++) {
          const h = ((i / 7) % 4) - top;
          const w = (i % 7) - left;
          expected[i] = h < 0 || h >= 3 || w < 0 || w >= 5 ? <f32>top : x[((i / 28) * 3 + h) * 5 + w];
        }
        expect_same(y, expected, top.toString() + ", " + left.toString());
      }
    }
  });

  test("conv_filters makes panels of five, with zeros at the end", () => {
    const w = whole<f32>(2 * 7 * 3 * 2 * 2);
    const panels = blank<f32>(4 * 5 * 12);
    conv_filters(address(panels), address(w), 7, 3, 2, 2, 84, 12, 4, 2, 1, 1, 4);
    conv_filters(address(panels), address(w), 7, 3, 2, 2, 84, 12, 4, 2, 1, 0, 1);
    const expected = new StaticArray<f32>(panels.length);
    for (let i = 0; i < expected.length; i++) {
      const panel = i / 60;
      const m = (panel & 1) * 5 + (i % 5);
      expected[i] = m < 7 ? w[((panel >> 1) * 7 + m) * 12 + ((i / 5) % 12)] : 0;
    }
    expect_same(panels, expected, "panels");
  });
});
