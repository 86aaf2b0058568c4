export { Adam, type AdamOptions } from "./adam.ts";
export { type Clipped, clipByGlobalNorm, type ClipNormOptions } from "./clip-by-global-norm.ts";
export { clipByValue } from "./clip-by-value.ts";
export { gradientNorms, type GradientNormsOptions } from "./gradient-norms.ts";
export { Optimizer } from "./optimizer.ts";
export { SGD, type SGDOptions } from "./sgd.ts";
export { stepNorms } from "./step-norms.ts";
export type { Trained } from "./support/named-parameters.ts";
