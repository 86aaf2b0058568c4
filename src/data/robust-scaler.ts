import { sizeOf } from "../tensor/shape.ts";
import { collect } from "./collect.ts";
import type { Dataset } from "./dataset.ts";
import { type Affine, Scaler } from "./scaler.ts";

/** What a `RobustScaler` has learned: one number of each for every number of an input. Plain data, to be saved as JSON. */
export interface RobustScalerState {
  /** The median. */
  readonly center: readonly number[];
  /** The distance of the quartiles, or 1 where that is 0. */
  readonly scale: readonly number[];
}

/**
 * Shifts and scales inputs so that their median becomes 0 and their quartiles are 1 apart, each of their numbers by itself:
 * `(x − center) / scale`. Outliers do not matter. Quantiles lie between two numbers in proportion, as scikit-learn's.
 */
export class RobustScaler extends Scaler<RobustScalerState> {
  /** Starts with what another has learned, if given. Throws `ValueError` unless that is finite, and every scale positive. */
  constructor(state: RobustScalerState | null = null) {
    super("RobustScaler");
    if (state !== null) this.restore(state);
  }

  protected override learn(data: Dataset): RobustScalerState {
    const size = sizeOf(data.x.shape);
    const { x } = collect(data);
    const column = new Float64Array(data.length);
    const center: number[] = [];
    const scale: number[] = [];
    for (let i = 0; i < size; i++) {
      for (let n = 0; n < column.length; n++) column[n] = x.data[n * size + i]!;
      column.sort();
      // −∞ sorts first, ∞ and NaN last: a number among them must not go unnoticed between the quartiles.
      const isFinite = Number.isFinite(column[0]) && Number.isFinite(column.at(-1));
      const spread = quantile(column, 0.75) - quantile(column, 0.25);
      center.push(isFinite ? quantile(column, 0.5) : Number.NaN);
      scale.push(spread === 0 ? 1 : spread);
    }
    return { center, scale };
  }

  protected override affine({ center, scale }: RobustScalerState): Affine {
    return { shift: center, scale };
  }
}

/** The number below which a share `q` of sorted numbers lies. */
function quantile(sorted: Float64Array, q: number): number {
  const at = q * (sorted.length - 1);
  const below = Math.floor(at);
  const low = sorted[below]!;
  return at === below ? low : low + (sorted[below + 1]! - low) * (at - below);
}
