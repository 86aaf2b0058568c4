export { ArrayDataset, type Column, type SampleData } from "./array-dataset.ts";
export { augment, Augmented, type AugmentOptions } from "./augment.ts";
export { batches, type BatchOptions } from "./batches.ts";
export { CharVocabulary, type CharVocabularyState } from "./char-vocabulary.ts";
export { classWeights, type ClassWeightsOptions } from "./class-weights.ts";
export { collect } from "./collect.ts";
export type { Dataset, Field } from "./dataset.ts";
export {
  type FoldParts,
  type FoldOptions,
  groupKFold,
  type GroupFoldOptions,
  kFold,
  stratifiedKFold,
} from "./folds.ts";
export { fromImages } from "./from-images.ts";
export type { Groups } from "./grouping.ts";
export { MinMaxScaler, type MinMaxScalerOptions, type MinMaxScalerState } from "./min-max-scaler.ts";
export * from "./pipeline/index.ts";
export type { Picture, PictureDataset, PictureOptions } from "./pictures.ts";
export { RobustScaler, type RobustScalerState } from "./robust-scaler.ts";
export type { Affine, Scaler } from "./scaler.ts";
export { split, type Split, type SplitOptions } from "./split.ts";
export { splitText, type SplitText, type SplitTextOptions } from "./split-text.ts";
export { type ScalerState, StandardScaler } from "./standard-scaler.ts";
export { Subset } from "./subset.ts";
export { textStreams, type TextStreamsOptions } from "./text-streams.ts";
export { textWindows, type TextWindowsOptions } from "./text-windows.ts";
export * from "./transforms/index.ts";
export { WeightedSample, weightedSample, type WeightedSampleOptions } from "./weighted-sample.ts";
export type { WindowDataset } from "./window-dataset.ts";
