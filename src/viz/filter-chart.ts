import { checkValue } from "../base/check.ts";
import { ShapeError } from "../base/errors.ts";
import { formatShape } from "../tensor/shape.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { checkTiles, rangeOf, shown, type TileChartOptions } from "./feature-map-chart.ts";
import { tileChart, type TileGroup } from "./tiles.ts";

/** Options of `filterChart`. */
export interface FilterChartOptions extends TileChartOptions {
  /** How many of the channels that the filters look at to draw at most; default 8. */
  readonly channels?: number;
}

/**
 * The filters of a convolution as an SVG element: a group a channel that they look at, in it a picture a filter. 0 is white,
 * negative numbers are orange, positive ones blue, up to the largest magnitude of the group.
 *
 * Shapes: `filters [O, C, R, S]`, such as `layer.weight`. Throws `ShapeError` for anything else, or nothing; `ValueError` if a
 * size is no whole number.
 */
export function filterChart(filters: Tensor, options: FilterChartOptions = {}): string {
  const { label = "Filters", most = 32, channels = 8, width = 720, side = 56 } = options;
  checkTiles("filterChart", most, { width, side });
  checkValue(
    "filterChart",
    "channels",
    channels,
    Number.isInteger(channels) && channels > 0,
    "a whole number from 1 on",
  );
  if (filters.rank !== 4 || filters.size === 0) {
    throw new ShapeError(
      `filterChart: filters is ${formatShape(filters.shape)}, expected [O, C, R, S], none of them 0`,
    );
  }
  const [O, C, R, S] = filters.shape as [number, number, number, number];
  const data = filters.data;
  const groups = Array.from({ length: Math.min(C, channels) }, (_, c): TileGroup => {
    const tiles = Array.from({ length: Math.min(O, most) }, (_, o) => ({
      pixels: data.subarray((o * C + c) * R * S, (o * C + c + 1) * R * S),
      label: String(o),
    }));
    const range = rangeOf(tiles.flatMap(({ pixels }) => [...pixels]));
    return {
      title: `Channel ${c} of ${C}: ${shown(tiles.length, O, "filter")} of ${R}×${S}, ${range}`,
      size: [R, S],
      tiles,
    };
  });
  return tileChart(label, groups, { width, side });
}
