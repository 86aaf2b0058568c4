import { resample } from "../resample";
import { address, blank, whole } from "./helpers";

describe("resample", () => {
  test("sums weighted places of an axis, in rows and in columns", () => {
    const start: StaticArray<i32> = [0, 1, 3, 3, 6];
    const index: StaticArray<i32> = [4, 0, 2, 1, 1, 3];
    const weight: StaticArray<f32> = [1, 2, -3, 4, 5, -6];
    for (let N = 1; N < 11; N++) {
      const x = whole<f32>(7 * 5 * N);
      const y = blank<f32>(7 * 4 * N);
      resample(address(y), address(x), address(start), address(index), address(weight), 5, 4, N, 5, 7);
      resample(address(y), address(x), address(start), address(index), address(weight), 5, 4, N, 0, 5);
      const expected = new StaticArray<f32>(y.length);
      for (let item = 0; item < y.length; item++) {
        const i = (item / N) % 4;
        for (let k = start[i]; k < start[i + 1]; k++) {
          expected[item] += weight[k] * x[((item / (4 * N)) * 5 + index[k]) * N + (item % N)];
        }
      }
      for (let item = 0; item < y.length; item++) expect(y[item]).toBe(expected[item], N.toString());
    }
  });
});
