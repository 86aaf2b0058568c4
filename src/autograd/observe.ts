// For modules, whose flags decide what a step launches, and for what cannot be part of one.
export { observe, refuseWhileTracing } from "../wasm/trace.ts";
