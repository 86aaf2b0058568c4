export * from "./init/index.ts";
export * from "./layers/index.ts";
export * from "./losses/index.ts";
export { saveModes } from "./modes.ts";
export { Module } from "./module.ts";
export { Parameter, State } from "./parameter.ts";
export { type LayerSummary, type ModelSummary, summarize, summary, type SummaryOptions } from "./summary.ts";
