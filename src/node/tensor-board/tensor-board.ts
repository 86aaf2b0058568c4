import { join } from "node:path";
import { checkValue } from "../../base/check.ts";
import type { Callback, Training } from "../../train/callbacks.ts";
import type { Evaluation } from "../../train/metrics/metric.ts";
import { EventFile } from "./event-file.ts";
import type { Content } from "./events.ts";
import { histogramOf } from "./histogram.ts";

/** Options of `tensorBoard`. */
export interface TensorBoardOptions {
  /** After how many batches to write the loss of one and the learning rate; default `Infinity`, for never. */
  readonly batches?: number;
  /** After how many epochs to write histograms of the parameters; default `Infinity`, for never. */
  readonly histograms?: number;
  /** Texts in Markdown by their names, such as the `summary` of the model between lines of three backticks; default none. */
  readonly texts?: Readonly<Record<string, string>>;
}

/** The files of a run: each is a run of TensorBoard's, as steps of epochs and of batches have nothing to do with each other. */
interface Files {
  readonly train: EventFile;
  readonly validation: EventFile | null;
  readonly batches: EventFile | null;
}

/**
 * A callback of `fit` that writes event files for TensorBoard, named as Keras names them: `epoch_loss`, metrics and `epoch_learning_rate` in the folder `train`,
 * those of validation in `validation`, steps are epochs; `batch_loss` and `batch_learning_rate` in `batches`, steps are batches of all epochs; histograms of
 * parameters by their paths, with slashes for dots.
 *
 *     await fit(model, train, { callbacks: [tensorBoard("runs/7")], … }); // tensorboard --logdir runs
 *
 * A run that resumes goes on behind its checkpoint; what was written of later steps is not shown any more, nor is anything of an earlier run in the
 * folder. What an epoch gave is on the disk before training goes on.
 *
 * Throws `ValueError` unless numbers are whole and above 0, or `Infinity`; `fit` throws `FileError` if the files cannot be written.
 */
export function tensorBoard(folder: string, options: TensorBoardOptions = {}): Callback {
  const { batches = Infinity, histograms = Infinity, texts = {} } = options;
  for (const [name, every] of Object.entries({ batches, histograms })) {
    const isValid = every === Infinity || (Number.isInteger(every) && every >= 1);
    checkValue("tensorBoard", name, every, isValid, "a whole number from 1 on, or Infinity");
  }
  let files: Files | null = null;
  let seen = 0;
  return {
    async onTrainBegin({ history, seen: before, validationSamples }) {
      const next = history.length + 1;
      seen = before;
      files = {
        train: await EventFile.begin(join(folder, "train"), next),
        validation: validationSamples !== 0 ? await EventFile.begin(join(folder, "validation"), next) : null,
        batches: batches === Infinity ? null : await EventFile.begin(join(folder, "batches"), seen + 1),
      };
      const contents = Object.entries(texts).map(([name, text]) => [name, { kind: "text", text }] as const);
      await files.train.add(history.length, new Map(contents));
    },
    async onBatchEnd({ loss }, training) {
      seen++;
      if (seen % batches !== 0) return;
      await files?.batches?.add(seen, scalars({ batch_loss: loss, batch_learning_rate: rateOf(training) }));
    },
    async onEpochEnd({ epoch, validation, ...figures }, training) {
      const shapes = epoch % histograms === 0 ? histogramsOf(training) : [];
      const own = scalars({ ...named(figures), epoch_learning_rate: rateOf(training) });
      await files?.train.add(epoch, new Map([...own, ...shapes]));
      if (validation !== null) await files?.validation?.add(epoch, scalars(named(validation)));
    },
  };
}

function named({ loss, metrics }: Evaluation): Record<string, number> {
  const figures = Object.entries(metrics).map(([name, value]) => [`epoch_${name}`, value] as const);
  return { epoch_loss: loss, ...Object.fromEntries(figures) };
}

function scalars(figures: Readonly<Record<string, number>>): Map<string, Content> {
  return new Map(Object.entries(figures).map(([tag, value]) => [tag, { kind: "scalar", value }]));
}

function histogramsOf({ model }: Training): [tag: string, content: Content][] {
  return Array.from(model.namedParameters(), ([path, parameter]) => {
    const buckets = histogramOf(parameter.data as Float32Array);
    return [path.replaceAll(".", "/"), { kind: "histogram", buckets }];
  });
}

function rateOf({ optimizer }: Training): number {
  return optimizer.groups[0]!.learningRate;
}
