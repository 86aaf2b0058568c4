export type { Interleaving } from "./interleave.ts";
export type { Openable, Pass } from "./pass.ts";
export { Pipeline, pipeline } from "./pipeline.ts";
export type { Row } from "./rows.ts";
export type { Sample, SampleValue } from "./sample.ts";
export { sampleFrom, type SampleFromOptions } from "./sample-from.ts";
export type { Elements, Source } from "./source.ts";
