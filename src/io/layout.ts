import type { Shape } from "../tensor/shape.ts";

/** How numbers lie in a file: row by row from byte `start`, `width` bytes each. */
export interface Layout {
  readonly shape: Shape;
  readonly start: number;
  readonly width: number;
  /** Whether numbers may be fractions. */
  readonly isFloat: boolean;
  /** The number at a byte. */
  readonly get: (view: DataView, at: number) => number;
}
