// For modules, whose flags decide what a step launches.
export { observe } from "../wasm/trace.ts";
