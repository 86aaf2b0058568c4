export { type CtcDecodeOptions, ctcGreedyDecode } from "./ctc-greedy-decode.ts";
export { detectAnomaly, type DetectAnomalyOptions } from "./detect-anomaly.ts";
export { featureMaps } from "./feature-maps.ts";
export { apply, type Computes, Graph, GraphNode, input } from "./graph.ts";
export * from "./init/index.ts";
export * from "./layers/index.ts";
export * from "./losses/index.ts";
export { saveModes } from "./modes.ts";
export { Module, type View } from "./module.ts";
export { Parameter, State } from "./parameter.ts";
export { penalty, type PenaltyOptions } from "./penalty.ts";
export { type LayerField, receptiveField, receptiveFieldTable } from "./receptive-field.ts";
export { sinusoidalPositions } from "./sinusoidal-positions.ts";
export { type LayerSummary, type ModelSummary, summarize, summary, type SummaryOptions } from "./summary.ts";
export {
  freeze,
  type LoadedParts,
  loadMatching,
  type LoadMatchingOptions,
  type PathMatch,
  unfreeze,
} from "./transfer.ts";
