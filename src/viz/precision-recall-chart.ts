import { checkValue } from "../base/check.ts";
import { type ChartOptions, sized } from "./chart-options.ts";
import { checkNumbers } from "./check-numbers.ts";
import { formatNumber } from "./format.ts";
import { guide, line, type Place } from "./layers.ts";
import { plot } from "./plot.ts";
import { thinned } from "./thinned.ts";
import { lookOf } from "./theme.ts";

/** How right and how complete the finds are as the threshold moves: what `precisionRecallCurve` answers. */
export interface PrecisionRecallChartCurve {
  /** What the legend calls it: a model, or the class that is looked for. Default nothing. */
  readonly name?: string;
  /** Share of the finds that are right. */
  readonly precisions: ArrayLike<number>;
  /** Share of the class's samples that are found, falling, as scikit-learn orders them, or rising. */
  readonly recalls: ArrayLike<number>;
}

/** Options of `precisionRecallChart`. */
export interface PrecisionRecallChartOptions extends ChartOptions {
  /** Share of the class among all samples, the precision of scores that know nothing, to hold the curves against; default none. */
  readonly baseRate?: number;
}

/**
 * Precision over recall in steps, with the average precision of each curve: Σ (Rₙ − Rₙ₋₁) Pₙ.
 *
 * Throws `ShapeError` unless a curve has as many precisions as recalls, `ValueError` if there is no curve, or a share is not from 0 to 1.
 */
export function precisionRecallChart(
  curves: readonly PrecisionRecallChartCurve[],
  options: PrecisionRecallChartOptions = {},
): string {
  const { baseRate } = options;
  checkValue("precisionRecallChart", "curves", "empty", curves.length > 0, "at least one curve");
  if (baseRate !== undefined) checkNumbers("precisionRecallChart", { baseRate: [baseRate] }, 0, 1);
  const lines = curves.map(({ name = "", precisions, recalls }, i) => {
    const at = `curves[${i}]`;
    checkNumbers("precisionRecallChart", { [`${at}.precisions`]: precisions, [`${at}.recalls`]: recalls }, 0, 1);
    const corners = Array.from(recalls, (recall, j): Place => [recall, precisions[j]!]);
    if (corners[0]![0] > corners.at(-1)![0]) corners.reverse();
    return line(thinned(stepsOf(corners)), lookOf(i), {
      name: `${name === "" ? "" : `${name}: `}average ${averageOf(corners).toFixed(3)}`,
    });
  });
  const share =
    baseRate === undefined
      ? []
      : [
          guide(
            [0, 1].map((x) => [x, baseRate]),
            `base rate ${formatNumber(baseRate, 3)}`,
          ),
        ];
  return plot(
    {
      ...sized("precisionRecallChart", { width: 400, ...options }, "Precision by recall"),
      usualHeight: 400,
      x: { name: "recall", range: [0, 1] },
      y: { name: "precision", range: [0, 1] },
    },
    [...share, ...lines],
  );
}

/** Between two recalls the precision is that of the larger one. */
function stepsOf(corners: readonly Place[]): Place[] {
  return corners.flatMap(([recall, precision], i): Place[] =>
    i === 0
      ? [[recall, precision]]
      : [
          [corners[i - 1]![0], precision],
          [recall, precision],
        ],
  );
}

function averageOf(corners: readonly Place[]): number {
  return corners.reduce(
    (sum, [recall, precision], i) => sum + (i === 0 ? 0 : recall - corners[i - 1]![0]) * precision,
    0,
  );
}
