import { checkValue } from "../base/check.ts";
import { type ChartOptions, sized } from "./chart-options.ts";
import { checkLengths, checkNumbers } from "./check-numbers.ts";
import { boxes, guide, line, type Place } from "./layers.ts";
import { plot } from "./plot.ts";
import { DIAGONAL } from "./roc-chart.ts";
import { lookOf } from "./theme.ts";

/** Probabilities in bins, and how often they came true: what `calibrationCurve` answers. */
export interface CalibrationChartCurve {
  /** What the legend calls it; default nothing. */
  readonly name?: string;
  /** The mean probability of each bin. */
  readonly predicted: ArrayLike<number>;
  /** The share of positives among its samples. */
  readonly observed: ArrayLike<number>;
  /** How many samples it holds. */
  readonly counts: ArrayLike<number>;
}

/** Of the plot's height, what the bar of the fullest bin takes; and of its width, all bars of a bin. */
const [TALLEST, BROADEST] = [0.25, 0.03];

/**
 * A reliability diagram: how often what was said with a probability came true. Curves on the diagonal are calibrated, below it they promise too much. Bars at the
 * bottom tell how many samples are behind each point, as shares of the fullest bin. Bins without samples are left out.
 *
 * Throws `ShapeError` unless a curve has three lists of one length, `ValueError` if there is no curve, a share is not from 0 to 1, or all bins are empty.
 */
export function calibrationChart(curves: readonly CalibrationChartCurve[], options: ChartOptions = {}): string {
  checkValue("calibrationChart", "curves", "empty", curves.length > 0, "at least one curve");
  const most = Math.max(...curves.map((curve, i) => checked(`curves[${i}]`, curve)));
  const named = curves.length > 1 || curves[0]!.name !== undefined;
  const lines = curves.map((curve, i) => {
    const places = filled(curve).map((bin): Place => [curve.predicted[bin]!, curve.observed[bin]!]);
    return line(places, lookOf(i), { marked: true, ...(named && { name: curve.name ?? String(i + 1) }) });
  });
  const width = BROADEST / curves.length;
  const bars = curves.map((curve, i) => {
    const corners = filled(curve).map((bin): [Place, Place] => {
      // Inside of the plot, also beside its edges.
      const left = Math.min(1 - BROADEST, Math.max(0, curve.predicted[bin]! - BROADEST / 2)) + i * width;
      return [
        [left, 0],
        [left + width, (TALLEST * curve.counts[bin]!) / most],
      ];
    });
    return boxes(corners, lookOf(i), 0.35);
  });
  return plot(
    {
      ...sized("calibrationChart", { width: 400, ...options }, "Share that came true by predicted probability"),
      usualHeight: 400,
      x: { name: `predicted probability (bars: samples, up to ${most} a bin)`, range: [0, 1] },
      y: { name: "share that came true", range: [0, 1] },
    },
    [...bars, guide(DIAGONAL), ...lines],
  );
}

/** The samples in the fullest bin. */
function checked(at: string, { predicted, observed, counts }: CalibrationChartCurve): number {
  const lists = { [`${at}.predicted`]: predicted, [`${at}.observed`]: observed, [`${at}.counts`]: counts };
  checkLengths("calibrationChart", lists);
  checkNumbers("calibrationChart", { [`${at}.counts`]: counts }, 0);
  const most = Math.max(...Array.from(counts));
  checkValue("calibrationChart", `${at}.counts`, "0 in all bins", most > 0, "samples in at least one");
  for (const bin of filled({ predicted, observed, counts })) {
    const shares = { [`${at}.predicted[${bin}]`]: predicted[bin]!, [`${at}.observed[${bin}]`]: observed[bin]! };
    for (const [name, share] of Object.entries(shares)) {
      checkValue("calibrationChart", name, share, share >= 0 && share <= 1, "a number from 0 to 1");
    }
  }
  return most;
}

function filled({ counts }: CalibrationChartCurve): number[] {
  return Array.from(counts, (count, bin) => (count > 0 ? bin : -1)).filter((bin) => bin >= 0);
}
