import type { Shape } from "../tensor/shape.ts";
import type { Numbers } from "./numbers.ts";

/** How numbers lie in a file: row by row from byte `start`. */
export interface Layout extends Numbers {
  readonly shape: Shape;
  readonly start: number;
}
