import { checkValue } from "../base/check.ts";
import { type ChartOptions, sized } from "./chart-options.ts";
import { band, line, type Place } from "./layers.ts";
import { plot } from "./plot.ts";
import { lookOf } from "./theme.ts";

/** Numbers whose distribution is of interest: the weights of a layer, or what it gives. */
export interface Distribution {
  /** What the legend calls them. */
  readonly name: string;
  readonly values: ArrayLike<number>;
}

/** Options of `histogramChart`. */
export interface HistogramChartOptions extends ChartOptions {
  /** How many bins; default the root of the number of values, but 10 to 40. */
  readonly bins?: number;
  /** What the bins span; default all values. */
  readonly range?: readonly [from: number, to: number];
  /** What the x axis counts; default "value". */
  readonly xName?: string;
}

/**
 * How numbers are distributed: the share of each bin, a step of an outline; several distributions share bins and axes. Values that are not finite are
 * left out, and counted in the legend; those outside of `range` are left out.
 *
 * Throws `ValueError` if there is no distribution, none of them has a finite value, `bins` is no whole number above 0, or the range is empty.
 */
export function histogramChart(distributions: readonly Distribution[], options: HistogramChartOptions = {}): string {
  const most = Math.max(0, ...distributions.map(({ values }) => values.length));
  const { bins = Math.max(10, Math.min(40, Math.round(Math.sqrt(most)))), range, xName = "value" } = options;
  checkValue("histogramChart", "distributions", "empty", distributions.length > 0, "at least one");
  checkValue("histogramChart", "bins", bins, Number.isInteger(bins) && bins > 0, "a whole number above 0");
  const span = range ?? spanOf(distributions);
  checkValue(
    "histogramChart",
    "range",
    `${span[0]} to ${span[1]}`,
    isSpan(span),
    "finite numbers, the first below the second",
  );
  const edges = Array.from({ length: bins + 1 }, (_, bin) => span[0] + ((span[1] - span[0]) * bin) / bins);
  const x = edges.slice(1).flatMap((edge, bin) => [edges[bin]!, edge]);
  const layers = distributions.flatMap(({ name, values }, i) => {
    const { shares, broken } = binned(values, span, bins);
    const heights = shares.flatMap((share) => [share, share]);
    const outline: Place[] = [[span[0], 0], ...x.map((at, j): Place => [at, heights[j]!]), [span[1], 0]];
    const shown = broken > 0 ? `${name} (${broken} not finite)` : name;
    const isNamed = distributions.length > 1 || broken > 0;
    return [
      band(
        x,
        heights.map(() => 0),
        heights,
        lookOf(i),
      ),
      line(outline, lookOf(i), { width: 1.75, ...(isNamed && { name: shown }) }),
    ];
  });
  const names = distributions.map(({ name }) => name).join(", ");
  return plot(
    {
      ...sized("histogramChart", options, `Distribution of ${names}`),
      usualHeight: 260,
      x: { name: xName, range: span },
      y: { name: "share of values, %" },
    },
    layers,
  );
}

function isSpan([from, to]: readonly [number, number]): boolean {
  return Number.isFinite(from) && Number.isFinite(to) && from < to;
}

/** From the least to the largest finite value, a bit more if they are the same. */
function spanOf(distributions: readonly Distribution[]): readonly [number, number] {
  let [least, most] = [Infinity, -Infinity];
  for (const { values } of distributions) {
    for (let i = 0; i < values.length; i++) {
      const value = values[i]!;
      if (Number.isFinite(value)) [least, most] = [Math.min(least, value), Math.max(most, value)];
    }
  }
  checkValue("histogramChart", "distributions", "without finite values", least <= most, "at least one");
  if (least < most) return [least, most];
  const room = Math.abs(least) / 10 || 1;
  return [least - room, most + room];
}

/** Percent of the finite values in each bin, and how many values are not finite. */
function binned(
  values: ArrayLike<number>,
  [from, to]: readonly [number, number],
  bins: number,
): { shares: number[]; broken: number } {
  const counts = new Array<number>(bins).fill(0);
  let broken = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (!Number.isFinite(value)) broken++;
    else if (value >= from && value <= to)
      counts[Math.min(bins - 1, Math.floor((bins * (value - from)) / (to - from)))]!++;
  }
  const finite = Math.max(1, values.length - broken);
  return { shares: counts.map((count) => (100 * count) / finite), broken };
}
