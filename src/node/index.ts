export { checkpoint, type CheckpointOptions } from "./checkpoint.ts";
export { mnist } from "./mnist.ts";
export { inspect } from "./inspect.ts";
export { progress, type ProgressOptions, type ProgressStream } from "./progress.ts";
export { type CsvFileOptions, readCsvFile } from "./read-csv-file.ts";
export { load, save } from "./save.ts";
