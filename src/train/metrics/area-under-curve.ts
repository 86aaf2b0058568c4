import { checkValue } from "../../base/check.ts";
import { ShapeError, ValueError } from "../../base/errors.ts";

/**
 * The area under a curve through points, by trapezoids: Σ (xᵢ₊₁ − xᵢ) · (yᵢ + yᵢ₊₁) / 2. As scikit-learn's `auc`.
 *
 * Throws `ShapeError` unless there are as many y as x, `ValueError` unless there are two points or more, finite, and x rises or falls
 * all along.
 */
export function areaUnderCurve(x: ArrayLike<number>, y: ArrayLike<number>): number {
  if (x.length !== y.length) {
    throw new ShapeError(`areaUnderCurve: y holds ${y.length} numbers, expected ${x.length} like x`);
  }
  checkValue("areaUnderCurve", "x", `${x.length} numbers`, x.length >= 2, "two or more");
  let [rises, falls, area] = [true, true, 0];
  for (let i = 1; i < x.length; i++) {
    const step = x[i]! - x[i - 1]!;
    rises &&= step >= 0;
    falls &&= step <= 0;
    area += (step * (y[i - 1]! + y[i]!)) / 2;
  }
  if (!Number.isFinite(area)) throw new ValueError(`areaUnderCurve: the area is ${area}, expected finite x and y`);
  if (!rises && !falls) throw new ValueError("areaUnderCurve: x rises and falls, expected one of both");
  return rises ? area : -area;
}
