export type { Answer, BatchEnd, Callback, EpochBegin, EpochEnd, TrainBegin, TrainEnd } from "./callbacks.ts";
export { evaluate, type EvaluateOptions } from "./evaluate.ts";
export { fit, type FitOptions } from "./fit.ts";
export * from "./metrics/index.ts";
export type { Model } from "./model.ts";
export { predict, type PredictOptions } from "./predict.ts";
export type { Loss } from "./step.ts";
