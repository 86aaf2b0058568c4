export { ConstantLR, type ConstantLROptions } from "./constant-lr.ts";
export { CosineAnnealingLR, type CosineAnnealingLROptions } from "./cosine-annealing-lr.ts";
export {
  CosineAnnealingWarmRestarts,
  type CosineAnnealingWarmRestartsOptions,
} from "./cosine-annealing-warm-restarts.ts";
export { CyclicLR, type CyclicLROptions } from "./cyclic-lr.ts";
export { ExponentialLR } from "./exponential-lr.ts";
export { LinearLR, type LinearLROptions } from "./linear-lr.ts";
export { MultiStepLR, type MultiStepLROptions } from "./multi-step-lr.ts";
export { OneCycleLR, type OneCycleLROptions } from "./one-cycle-lr.ts";
export { type PlateauState, ReduceLROnPlateau, type ReduceLROnPlateauOptions } from "./reduce-lr-on-plateau.ts";
export { PolynomialLR, type PolynomialLROptions } from "./polynomial-lr.ts";
export type { Schedule } from "./schedule.ts";
export { SequentialLR } from "./sequential-lr.ts";
export { StepLR, type StepLROptions } from "./step-lr.ts";
