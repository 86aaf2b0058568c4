import { ValueError } from "../../base/errors.ts";
import { nextTask } from "../../base/next-task.ts";
import type { Openable, Pass } from "./pass.ts";

/** What can be read once, or again and again, one element after the other. */
export type Elements<T> = Iterable<T> | AsyncIterable<T>;

/** What a pipeline reads: something that can be iterated, a function that makes it anew for each pass, or another pipeline. */
export type Source<T> = Openable<T> | Elements<T> | ((pass: Pass) => Elements<T>);

/** How long elements that need no waiting may keep the event loop waiting, in milliseconds. */
const PATIENCE = 25;
let lastRest = 0;

/** What was gone through, and cannot be again. */
const spent = new WeakSet();

/**
 * The elements of a source, which is closed when they end or are left. Throws `ValueError` if it cannot be read, or is one that
 * was read before and does not begin again, as generators and streams.
 */
export async function* openSource<T>(source: Source<T>, pass: Pass): AsyncGenerator<T, void, undefined> {
  if (typeof source === "object" && "open" in source) {
    yield* source.open(pass);
    return;
  }
  for await (const element of elementsOf(typeof source === "function" ? source(pass) : source)) {
    yield element;
    if (performance.now() - lastRest < PATIENCE) continue;
    await nextTask();
    lastRest = performance.now();
  }
}

/** Throws `ValueError` unless `source` is one, as far as can be seen without reading it. */
export function checkSource(op: string, source: unknown): void {
  const isSource = typeof source === "function" || (Object(source) === source && isIterable(source as object));
  if (isSource || (Object(source) === source && "open" in (source as object))) return;
  throw new ValueError(
    `${op}: source is ${source === null ? "null" : typeof source}, expected an iterable, a generator function or a dataset`,
  );
}

function isIterable(source: object): boolean {
  return Symbol.iterator in source || Symbol.asyncIterator in source;
}

function elementsOf<T>(elements: Elements<T>): Elements<T> {
  checkSource("pipeline", elements);
  if (spent.has(elements)) {
    throw new ValueError(
      "pipeline: source was gone through before and does not begin again, expected one that does; give the function that makes it",
    );
  }
  if (endsForGood(elements)) spent.add(elements);
  return elements;
}

/** Whether it can be gone through only once: iterators, which answer themselves, and streams. */
function endsForGood(elements: object): boolean {
  return typeof (elements as { next?: unknown }).next === "function" || "getReader" in elements || "pipe" in elements;
}
