export { mnist } from "./mnist.ts";
export { progress, type ProgressOptions, type ProgressStream } from "./progress.ts";
export { readIdx, type ReadIdxOptions } from "./read-idx.ts";
export { load, save } from "./save.ts";
