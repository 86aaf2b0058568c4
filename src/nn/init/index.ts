// Initialisers by their common names. Those without fans are the functions that make tensors.

export { full as constant, ones, zeros } from "../../tensor/creation.ts";
export { rand as uniform, randn as normal } from "../../tensor/random.ts";
export type { FanMode } from "./fans.ts";
export type { Initializer, ScaledOptions } from "./initializer.ts";
export { kaimingNormal, type KaimingOptions, kaimingUniform } from "./kaiming.ts";
export { xavierNormal, xavierUniform } from "./xavier.ts";
