export { checkpoint, type CheckpointOptions } from "./checkpoint.ts";
export { csvLog, type CsvLogOptions } from "./csv-log.ts";
export {
  type ImageFile,
  imageFiles,
  type ImageFiles,
  type ImageFolder,
  imageFolder,
  type ImageFolderOptions,
  readImage,
} from "./images/image-folder.ts";
export { inspect } from "./inspect.ts";
export { latestCheckpoint } from "./latest-checkpoint.ts";
export { mnist } from "./mnist.ts";
export { type ArrayFile, type FileDataset, openDataset } from "./open-dataset.ts";
export { progress, type ProgressOptions, type ProgressStream } from "./progress.ts";
export { type CsvFileOptions, readCsvFile } from "./read-csv-file.ts";
export { readIdx, type ReadIdxOptions } from "./read-idx.ts";
export { readRecords, type RecordOptions } from "./read-records.ts";
export { load, save } from "./save.ts";
export { tensorBoard, type TensorBoardOptions } from "./tensor-board/tensor-board.ts";
