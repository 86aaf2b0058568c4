import { checkValue } from "../../base/check.ts";
import { type FillOptions, type ImageShape, keepingShape, type Transform } from "./transform.ts";

/**
 * Turns images around their centre by an angle of up to `most` degrees, either way. Pixels are mixed bilinearly from the four that they
 * come from. Throws `ValueError` unless `most` is from 0 to 180.
 */
export function randomRotation(most: number, { fill = 0 }: FillOptions = {}): Transform {
  checkValue("randomRotation", "most", most, most >= 0 && most <= 180, "degrees from 0 to 180");
  return keepingShape((y, x, shape, random) => {
    const degrees = most * (2 * random.uniform() - 1);
    rotate(y, x, shape, (degrees / 180) * Math.PI, fill);
  });
}

/** y = x turned counterclockwise: each pixel of y from where it stood before. */
function rotate(y: Float32Array, x: Float32Array, [C, H, W]: ImageShape, angle: number, fill: number): void {
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const [middleH, middleW] = [(H - 1) / 2, (W - 1) / 2];
  for (let h = 0; h < H; h++) {
    for (let w = 0; w < W; w++) {
      const [down, right] = [h - middleH, w - middleW];
      const fromH = middleH + cos * down + sin * right;
      const fromW = middleW - sin * down + cos * right;
      const [top, left] = [Math.floor(fromH), Math.floor(fromW)];
      const [below, beside] = [fromH - top, fromW - left];
      for (let c = 0; c < C; c++) {
        const at = (row: number, column: number): number =>
          row < 0 || row >= H || column < 0 || column >= W ? fill : x[(c * H + row) * W + column]!;
        // Weights of 0 are left out: they would make NaN of infinities, and fill of the border.
        const mix = (row: number): number =>
          beside === 0 ? at(row, left) : (1 - beside) * at(row, left) + beside * at(row, left + 1);
        y[(c * H + h) * W + w] = below === 0 ? mix(top) : (1 - below) * mix(top) + below * mix(top + 1);
      }
    }
  }
}
