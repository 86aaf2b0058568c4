import { FIGURE, figure } from "./figure.ts";
import { type Content, html } from "./html.ts";
import { scatterChart } from "./scatter-chart.ts";

/** What a model of numbers was asked for, and what it said. */
export interface Residuals {
  /** What is predicted, in words. */
  readonly target: string;
  /** The true value of each sample, and the predicted one. */
  readonly truth: ArrayLike<number>;
  readonly predicted: ArrayLike<number>;
}

/** More points than this are counted, not shown. */
const MOST_POINTS = 1000;

/**
 * Two charts: the predicted values against the true ones, and their differences against the predicted ones. Null if there is nothing to
 * show: no pair of finite numbers.
 */
export function residualCharts({ target, truth, predicted }: Residuals): Content {
  const all = truth.length;
  const [wanted, said] = [truth, predicted].map(
    (values) => Array.prototype.slice.call(values, 0, MOST_POINTS) as number[],
  );
  const errors = said!.map((value, i) => value - wanted![i]!);
  if (!errors.some(Number.isFinite)) return null;
  const against = {
    label: `Predicted against true ${target}`,
    xName: "true",
    yName: "predicted",
    line: "y = x",
  } as const;
  const difference = {
    label: `Predicted less true ${target}`,
    xName: "predicted",
    yName: "predicted − true",
    line: "y = 0",
  } as const;
  return html`<div class="charts">
      ${figure(`Predicted against true ${target}`, scatterChart({ x: wanted!, y: said! }, { ...against, ...FIGURE }))}
      ${figure("Predicted less true, against predicted", scatterChart({ x: said!, y: errors }, { ...difference, ...FIGURE }))}
    </div>
    ${all > MOST_POINTS && html`<p>The first ${MOST_POINTS} of ${all} samples.</p>`}`;
}
