export { mnist } from "./mnist.ts";
export { outline } from "./outline.ts";
export { progress, type ProgressOptions, type ProgressStream } from "./progress.ts";
export { load, save } from "./save.ts";
