import { checkValue } from "../base/check.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { checkSize } from "./chart-options.ts";
import { formatNumber } from "./format.ts";
import { tileChart, type TileGroup } from "./tiles.ts";

/** Options of `featureMapChart` and `filterChart`. */
export interface TileChartOptions {
  /** Read out in place of the picture, and shown nowhere. */
  readonly label?: string;
  /** How many pictures of a group to draw at most; default 32. */
  readonly most?: number;
  /** Width in pixels; default 720. The height is what it takes. */
  readonly width?: number;
  /** Length of the longer side of a picture in pixels; default 56. */
  readonly side?: number;
}

/** Options of `featureMapChart`. */
export interface FeatureMapChartOptions extends TileChartOptions {
  /** Which sample of the batch to draw; default the first. */
  readonly sample?: number;
}

/**
 * Feature maps as an SVG element, a group of pictures a layer: what `featureMaps` answers, of which all `[B, C, H, W]` are drawn.
 *
 * 0 is white, negative numbers are orange, positive ones blue, up to the largest magnitude of the layer, which stands in its title.
 * Throws `ValueError` if no map is of images, there is no such sample, or a size is no whole number.
 */
export function featureMapChart(maps: ReadonlyMap<string, Tensor>, options: FeatureMapChartOptions = {}): string {
  const { label = "Feature maps", sample = 0, most = 32, width = 720, side = 56 } = options;
  checkTiles("featureMapChart", most, { width, side });
  const images = [...maps].filter(([, map]) => map.rank === 4 && map.size > 0);
  checkValue("featureMapChart", "maps", "without images", images.length > 0, "at least one of [B, C, H, W]");
  const groups = images.map(([path, map]): TileGroup => {
    const [B, C, H, W] = map.shape as [number, number, number, number];
    const isSample = Number.isInteger(sample) && sample >= 0 && sample < B;
    checkValue("featureMapChart", "sample", sample, isSample, `a whole number from 0 to ${B - 1}`);
    const data = map.data.subarray(sample * C * H * W, (sample + 1) * C * H * W);
    const drawn = Math.min(C, most);
    const name = path === "" ? "(model)" : path;
    return {
      title: `${name}: ${shown(drawn, C, "map")} of ${H}×${W}, ${rangeOf(data.subarray(0, drawn * H * W))}`,
      size: [H, W],
      tiles: Array.from({ length: drawn }, (_, c) => ({
        pixels: data.subarray(c * H * W, (c + 1) * H * W),
        label: String(c),
      })),
    };
  });
  return tileChart(label, groups, { width, side });
}

/** Throws `ValueError` unless all can be drawn with. */
export function checkTiles(op: string, most: number, sizes: { readonly width: number; readonly side: number }): void {
  checkValue(op, "most", most, Number.isInteger(most) && most > 0, "a whole number from 1 on");
  checkSize(op, sizes);
}

/** `3 maps`, `32 of 64 maps` */
export function shown(drawn: number, all: number, noun: string): string {
  return `${drawn < all ? `${drawn} of ${all}` : all} ${noun}${all === 1 ? "" : "s"}`;
}

/** `−0.5 to 1.25` */
export function rangeOf(numbers: ArrayLike<number>): string {
  let [low, high] = [Infinity, -Infinity];
  for (let i = 0; i < numbers.length; i++) {
    low = Math.min(low, numbers[i]!);
    high = Math.max(high, numbers[i]!);
  }
  return `${formatNumber(low)} to ${formatNumber(high)}`;
}
