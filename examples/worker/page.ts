// Runs in the page: data, buttons, progress. The page stays responsive while the worker trains.

import { digits } from "wasmgrad/datasets";
import { connect } from "wasmgrad/worker";
import type { digitsTrainer } from "./trainer.ts";

const element = <E extends HTMLElement>(id: string) => document.getElementById(id) as E;
const status = element("status");
const trainButton = element<HTMLButtonElement>("train");
const stopButton = element<HTMLButtonElement>("stop");
const progress = element<HTMLProgressElement>("progress");
const weightsLink = element<HTMLAnchorElement>("weights");

const EPOCHS = 20;
const { train, test } = digits();
const worker = new Worker(new URL("./trainer.ts", import.meta.url), { type: "module" });
const trainer = connect<typeof digitsTrainer>(worker, { hidden: 128 });
let stop = new AbortController();

const percent = (share: number) => `${(share * 100).toFixed(1)} %`;

trainButton.onclick = async () => {
  stop = new AbortController();
  trainButton.disabled = true;
  stopButton.disabled = false;
  try {
    const { history, weights } = await trainer.fit(train, {
      epochs: EPOCHS,
      validation: test,
      signal: stop.signal,
      onBatchEnd: ({ epoch, samples }) => void (progress.value = (epoch - 1 + samples / train.length) / EPOCHS),
      onEpochEnd: ({ epoch, loss, validation }) =>
        void (status.textContent = `epoch ${epoch}: loss ${loss.toFixed(4)}, ${percent(validation!.metrics.accuracy)}`),
    });
    status.textContent = `done: ${percent(history.at(-1)!.validation!.metrics.accuracy)} of unseen digits`;
    weightsLink.href = URL.createObjectURL(new Blob([weights]));
    weightsLink.hidden = false;
  } catch (error) {
    status.textContent = stop.signal.aborted ? "stopped; train goes on from here" : String(error);
  } finally {
    trainButton.disabled = false;
    stopButton.disabled = true;
  }
};
stopButton.onclick = () => stop.abort();

trainer.engine().then(
  ({ threads, simd, why }) => {
    status.textContent = `ready: ${threads} threads, ${simd} SIMD${why && ` (${why})`}`;
    trainButton.disabled = false;
  },
  (error: unknown) => (status.textContent = String(error)),
);
