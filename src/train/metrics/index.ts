export { accuracy } from "./accuracy.ts";
export { type ClassificationReport, classificationReport } from "./classification-report.ts";
export { confusionMatrix, type ConfusionMatrixOptions } from "./confusion-matrix.ts";
export type { Accumulator, Evaluation, Figures, Metric, Metrics } from "./metric.ts";
