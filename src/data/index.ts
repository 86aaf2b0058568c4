export { ArrayDataset, type Column, type SampleData } from "./array-dataset.ts";
export { batches, type BatchOptions } from "./batches.ts";
export { collect } from "./collect.ts";
export type { Dataset, Field } from "./dataset.ts";
export { type Fold, type FoldOptions, groupKFold, type GroupFoldOptions, kFold, stratifiedKFold } from "./folds.ts";
export type { Groups } from "./grouping.ts";
export { split, type Split, type SplitOptions } from "./split.ts";
export { type ScalerState, StandardScaler } from "./standard-scaler.ts";
export { Subset } from "./subset.ts";
