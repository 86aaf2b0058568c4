import cliProgress from "cli-progress";
import type { Callback, EpochEnd } from "../train/callbacks.ts";
import type { Evaluation } from "../train/metrics/metric.ts";

/** Where progress is written to: what `process.stderr` and files offer. */
export interface ProgressStream {
  write(text: string): unknown;
  readonly isTTY?: boolean;
  readonly columns?: number;
}

/** Options of `progress`. */
export interface ProgressOptions {
  /** Default `process.stderr`. A terminal gets a bar for the epoch at hand; any stream a line for each epoch done. */
  readonly stream?: ProgressStream;
  /** Whether to write nothing at all; default false. */
  readonly silent?: boolean;
}

/** Milliseconds between two looks of the bar. */
const REDRAW = 100;
const BAR = 20;

/**
 * A callback of `fit` that shows how training goes: loss and metrics, samples per second, and the time left.
 *
 *     await fit(model, train, { callbacks: [progress()], … });
 */
export function progress({ stream = process.stderr, silent = false }: ProgressOptions = {}): Callback {
  if (silent) return {};
  const bar = stream.isTTY === true ? barOn(stream) : null;
  let epochs = 0;
  /** `Infinity` until the first epoch has told, for a pipeline that nobody knows the length of. */
  let perEpoch = 0;
  let seen = 0;
  /** Samples that were done before a resume, which took none of this run's time. */
  let before = 0;
  let trainingBegan = 0;
  let epochBegan = 0;
  let drawn = 0;
  const head = (epoch: number): string => `epoch ${String(epoch).padStart(String(epochs).length)}/${epochs}`;
  return {
    onTrainBegin(begin) {
      epochs = begin.epochs;
      perEpoch = begin.samples ?? Infinity;
      const { samples, history, batch, seen: batches, batchSize } = begin;
      before = samples === null ? batches * batchSize : history.length * samples + batch * batchSize;
      trainingBegan = performance.now();
    },
    onEpochBegin({ epoch }) {
      epochBegan = performance.now();
      bar?.start(perEpoch, 0, { head: head(epoch), tail: "" });
    },
    onBatchEnd({ epoch, samples, soFar }) {
      const now = performance.now();
      seen = samples;
      if (bar === null || now - drawn < REDRAW) return;
      drawn = now;
      const done = (epoch - 1) * perEpoch + samples;
      const left = ((now - trainingBegan) / 1000 / (done - before)) * (epochs * perEpoch - done);
      const speed = (samples / (now - epochBegan)) * 1000;
      const ahead = perEpoch === Infinity ? `${samples.toLocaleString("en")} samples` : `${clock(left)} left`;
      bar.update(samples, { tail: ["", figures(soFar), rate(speed), ahead].join(" · ") });
    },
    onEpochEnd(end) {
      bar?.stop();
      if (perEpoch === Infinity) perEpoch = seen;
      stream.write(`${head(end.epoch)} · ${summary(end)}\n`);
    },
    onTrainEnd() {
      bar?.stop(); // in the middle of an epoch, if training failed
    },
  };
}

/** No hidden cursor and no mode of the terminal that an interrupted program would leave behind. */
function barOn(stream: ProgressStream): cliProgress.SingleBar {
  return new cliProgress.SingleBar({
    stream: stream as NodeJS.WritableStream,
    format: "{head} {bar} {percentage} %{tail}",
    barCompleteChar: "█",
    barIncompleteChar: "░",
    barsize: BAR,
    clearOnComplete: true,
    linewrap: true,
    fps: 1000 / REDRAW,
  });
}

function summary({ validation, samplesPerSecond, seconds, ...training }: EpochEnd): string {
  const validated = validation === null ? [] : [`validation: ${figures(validation)}`];
  return [figures(training), ...validated, rate(samplesPerSecond), `${seconds.toFixed(1)} s`].join(" · ");
}

function figures({ loss, metrics }: Evaluation): string {
  const all = [["loss", loss] as const, ...Object.entries(metrics)];
  return all.map(([name, value]) => `${name} ${value.toPrecision(4)}`).join(", ");
}

function rate(samplesPerSecond: number): string {
  return `${Math.round(samplesPerSecond).toLocaleString("en")} samples/s`;
}

/** `1:02:03`, or `2:03`. */
function clock(seconds: number): string {
  const whole = Math.ceil(seconds);
  const parts = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const shown = parts[0] === 0 ? parts.slice(1) : parts;
  return shown.map((part, i) => (i === 0 ? String(part) : String(part).padStart(2, "0"))).join(":");
}
