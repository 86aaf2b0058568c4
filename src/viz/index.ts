export { type ConfusionMatrix, confusionMatrixText } from "./confusion-matrix.ts";
export { featureMapChart, type FeatureMapChartOptions, type TileChartOptions } from "./feature-map-chart.ts";
export { filterChart, type FilterChartOptions } from "./filter-chart.ts";
export type { LayerPictures } from "./layer-pictures.ts";
export { type Line, lineChart, type LineChartOptions } from "./line-chart.ts";
export { type Facts, type Misclassifications, type Misclassified, report, type ReportData } from "./report.ts";
export type { Residuals } from "./residuals.ts";
export { type Points, scatterChart, type ScatterChartOptions } from "./scatter-chart.ts";
export { textTable } from "./text-table.ts";
