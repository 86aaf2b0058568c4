export { checkpoint, type CheckpointOptions } from "./checkpoint.ts";
export { type ImageFolder, imageFolder, type ImageFolderOptions } from "./images/image-folder.ts";
export { inspect } from "./inspect.ts";
export { latestCheckpoint } from "./latest-checkpoint.ts";
export { mnist } from "./mnist.ts";
export { progress, type ProgressOptions, type ProgressStream } from "./progress.ts";
export { type CsvFileOptions, readCsvFile } from "./read-csv-file.ts";
export { readIdx, type ReadIdxOptions } from "./read-idx.ts";
export { load, save } from "./save.ts";
