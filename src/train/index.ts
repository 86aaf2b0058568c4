export type { Answer, BatchEnd, Callback, EpochBegin, EpochEnd, TrainBegin, TrainEnd, Training } from "./callbacks.ts";
export type { ClippingOptions } from "./clipping.ts";
export { evaluate, type EvaluateOptions } from "./evaluate.ts";
export { fit } from "./fit.ts";
export * from "./metrics/index.ts";
export type { Model } from "./model.ts";
export type { FitOptions } from "./options.ts";
export { predict, type PredictOptions } from "./predict.ts";
export type { Loss } from "./step.ts";
