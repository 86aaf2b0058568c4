// What a report shows of a model's answers and of what is inside of it.

import { calibrationChart, type CalibrationChartCurve } from "./calibration-chart.ts";
import { decisionBoundaryChart } from "./decision-boundary-chart.ts";
import type { DecisionGrid } from "./decision-grid.ts";
import { embeddingChart } from "./embedding-chart.ts";
import { FIGURE, figure } from "./figure.ts";
import type { GradientSize } from "./gradient-flow.ts";
import { gradientFlowChart } from "./gradient-flow-chart.ts";
import { type Distribution, histogramChart } from "./histogram-chart.ts";
import { html, type Markup } from "./html.ts";
import { precisionRecallChart, type PrecisionRecallChartCurve } from "./precision-recall-chart.ts";
import type { PrincipalComponents } from "./principal-components.ts";
import { rocChart, type RocChartCurve } from "./roc-chart.ts";
import type { Points } from "./scatter-chart.ts";

/** How far the probabilities of a classifier can be trusted, a curve a class that is held against all others. */
export interface Probabilities {
  readonly roc: readonly RocChartCurve[];
  readonly precisionRecall: readonly PrecisionRecallChartCurve[];
  readonly calibration: readonly CalibrationChartCurve[];
}

/** Where a model of two features draws the lines between classes, and points by their true class. */
export interface Decisions {
  readonly points: Points;
  readonly grid: DecisionGrid;
  readonly classes: readonly string[];
  readonly xName: string;
  readonly yName: string;
}

/** What is inside of a model; a part left out is not shown. */
export interface Insides {
  readonly weights: readonly Distribution[];
  readonly activations: readonly Distribution[];
  readonly gradients: readonly GradientSize[];
  /** What a layer makes of samples, by class. */
  readonly embedding?: PrincipalComponents & {
    readonly labels: ArrayLike<number>;
    readonly classes: readonly string[];
  };
}

const SMALL = { width: 280, height: 190 } as const;

export function probabilityCharts({ roc, precisionRecall, calibration }: Probabilities): Markup {
  const height = 380 + 21 * Math.ceil(roc.length / 2);
  return html`<div class="charts">
    ${figure("ROC: each class against all others", rocChart(roc, { height }))}
    ${figure("Precision by recall", precisionRecallChart(precisionRecall, { height }))}
    ${figure("Calibration of the class that is named", calibrationChart(calibration, { height }))}
  </div>`;
}

export function decisionChart({ points, grid, ...names }: Decisions): Markup {
  return html`<div class="charts">
    ${figure("Regions of the predicted classes, and samples", decisionBoundaryChart(points, grid, { ...names, ...FIGURE }))}
  </div>`;
}

export function insideCharts({ weights, activations, gradients, embedding }: Insides): Markup {
  const histograms = (title: string, all: readonly Distribution[]): Markup =>
    html`<h3>${title}</h3>
      <div class="charts small">
        ${all.map((one) => figure(one.name, histogramChart([one], { ...SMALL, label: `${title}: ${one.name}` })))}
      </div>`;
  return html`<div class="charts">
      ${figure("Gradients of the loss by parameter", gradientFlowChart(gradients, FIGURE))}
      ${embedding !== undefined && figure("The last hidden layer", embeddingChart(embedding, { classes: embedding.classes, ...FIGURE }))}
    </div>
    ${histograms("Weights", weights)} ${histograms("Activations", activations)}`;
}
