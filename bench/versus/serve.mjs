// One engine's side of the conversation with run.mjs, in the engine's own process.
//
// A request is a line of JSON on standard input, { step, ms }; the answer a line on standard output that begins with "@":
// { samples } in milliseconds a run, { cannot } or { failed }. A step is made and warmed up at its first request.
import { createInterface } from "node:readline";

/** Thrown by a step's maker if the engine has no such thing. */
export class Cannot extends Error {}

const WARM_UP = 500;
/** Runs of one sample take about so many milliseconds. */
const SAMPLE = 1;

/**
 * Answers requests until standard input ends. `makers[step]` makes a step: a function that runs it once and answers
 * what `check` can look at, a loss, outputs or the first number of a product, or a promise of that.
 */
export async function serve(version, makers) {
  console.log(`@${JSON.stringify({ version })}`);
  const made = new Map();
  for await (const line of createInterface({ input: process.stdin })) {
    const { step, ms } = JSON.parse(line);
    let answer;
    try {
      if (makers[step] === undefined) throw new Cannot("not written for it");
      if (!made.has(step)) made.set(step, await warm(await makers[step]()));
      answer = { samples: await sample(made.get(step), ms) };
    } catch (error) {
      const message = String(error.message ?? error).split("\n")[0];
      answer = error instanceof Cannot ? { cannot: message } : { failed: message };
    }
    console.log(`@${JSON.stringify(answer)}`);
  }
  process.exit(0);
}

/** Runs a step until V8 had time to optimise it, checks what it computes, and finds out how many runs make a sample. */
async function warm({ run, check }) {
  const start = performance.now();
  const values = [await run()];
  while (performance.now() - start < WARM_UP || values.length < 2) values.push(await run());
  check(values);
  const t = performance.now();
  await run();
  return { run, runs: Math.max(1, Math.round(SAMPLE / (performance.now() - t))) };
}

async function sample({ run, runs }, ms) {
  const samples = [];
  const start = performance.now();
  do {
    const t = performance.now();
    for (let i = 0; i < runs; i++) await run();
    samples.push((performance.now() - t) / runs);
  } while (performance.now() - start < ms);
  return samples;
}

/** A training step: it answers the loss, which must fall, as the batch is always the same. */
export function training(run) {
  return {
    run,
    check(losses) {
      const [first] = losses;
      const last = losses.at(-1);
      if (!(Number.isFinite(last) && last < first)) throw new Error(`the loss went from ${first} to ${last}`);
    },
  };
}

/** A product of the matrices that `input` gives: it answers its first number. */
export function product(run, expected) {
  return {
    run,
    check(values) {
      const error = Math.abs(values.at(-1) - expected);
      if (!(error < 1e-3 * Math.abs(expected))) throw new Error(`it answers ${values.at(-1)}, expected ${expected}`);
    },
  };
}

/** Inference: it answers the outputs. */
export function inference(run, expected) {
  return { run, check: (outputs) => checkNear(outputs.at(-1), expected) };
}

/** Inference that goes on from run to run: it answers outputs of its own each time, the first of which are expected. */
export function streaming(run, expected) {
  return {
    run,
    check: (outputs) => expected.forEach((values, i) => i < outputs.length && checkNear(outputs[i], values)),
  };
}

function checkNear(got, expected) {
  const scale = Math.max(...expected.map(Math.abs));
  const isNear = (value, i) => Math.abs(got[i] - value) <= 1e-4 * scale;
  if (got.length !== expected.length || !expected.every(isNear)) {
    throw new Error(`it answers ${[...got]}, expected ${[...expected]}`);
  }
}
