export { type ImageFolder, imageFolder, type ImageFolderOptions } from "./images/image-folder.ts";
export { mnist } from "./mnist.ts";
export { progress, type ProgressOptions, type ProgressStream } from "./progress.ts";
export { readIdx, type ReadIdxOptions } from "./read-idx.ts";
export { load, save } from "./save.ts";
