export { activationChart, type ActivationChartOptions } from "./activation-chart.ts";
export { calibrationChart, type CalibrationChartCurve } from "./calibration-chart.ts";
export type { ChartOptions } from "./chart-options.ts";
export { type ConfusionMatrix, confusionMatrixText } from "./confusion-matrix.ts";
export { confusionMatrixChart } from "./confusion-matrix-chart.ts";
export { decisionBoundaryChart, type DecisionBoundaryChartOptions } from "./decision-boundary-chart.ts";
export { type DecisionGrid, decisionGrid, type DecisionGridOptions } from "./decision-grid.ts";
export { diagram, type DiagramEdge, type DiagramNode, type DiagramOptions } from "./diagram.ts";
export { activationDistributions, weightDistributions } from "./distributions.ts";
export { embeddingChart, type EmbeddingChartOptions } from "./embedding-chart.ts";
export { featureMapChart, type FeatureMapChartOptions, type TileChartOptions } from "./feature-map-chart.ts";
export { filterChart, type FilterChartOptions } from "./filter-chart.ts";
export { gradientFlow, type GradientSize } from "./gradient-flow.ts";
export { gradientFlowChart } from "./gradient-flow-chart.ts";
export { type Distribution, histogramChart, type HistogramChartOptions } from "./histogram-chart.ts";
export { historyChart, type HistoryChartOptions } from "./history-chart.ts";
export type { LayerPictures } from "./layer-pictures.ts";
export {
  learningCurveChart,
  type LearningCurveChartOptions,
  type ScoredSize,
  type ScoredValue,
  validationCurveChart,
} from "./learning-curve-chart.ts";
export { learningRateChart } from "./learning-rate-chart.ts";
export { type Line, lineChart, type LineChartOptions } from "./line-chart.ts";
export { type Path, pathChart, type PathChartOptions } from "./path-chart.ts";
export {
  precisionRecallChart,
  type PrecisionRecallChartOptions,
  type PrecisionRecallChartCurve,
} from "./precision-recall-chart.ts";
export { type PrincipalComponents, principalComponents } from "./principal-components.ts";
export { type Facts, type Misclassifications, type Misclassified, report, type ReportData } from "./report.ts";
export type { Decisions, Insides, Probabilities } from "./report-charts.ts";
export type { Residuals } from "./residuals.ts";
export { rocChart, type RocChartCurve } from "./roc-chart.ts";
export { type Points, scatterChart, type ScatterChartOptions } from "./scatter-chart.ts";
export { svgFile } from "./svg-file.ts";
export { textTable } from "./text-table.ts";
