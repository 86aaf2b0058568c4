// Tracing a step: its launches are gathered, nothing is computed, and storages are virtual: addresses past all memory, each
// used once, which the memory plan replaces by real ones.

import { EngineError } from "../base/errors.ts";

/** Virtual addresses begin here: no 32-bit address reaches them. */
export const VIRTUAL = 2 ** 32;
const ALIGN = 64;

/** A block of memory. */
export interface Block {
  readonly start: number;
  readonly bytes: number;
}

/** A flag that the traced code has read: the list holds only while `read` answers `value`. */
export interface Observation {
  readonly read: () => boolean;
  readonly value: boolean;
}

/** What a trace gathers besides launches. */
export interface Trace {
  readonly blocks: Block[];
  readonly observations: Observation[];
  /** What was made from JavaScript values: real memory, that the step keeps. */
  readonly constants: Block[];
}

let current: Trace | null = null;
let top = VIRTUAL;

export function isTracing(): boolean {
  return current !== null;
}

/** Runs `body` with virtual storages, and answers what it gathered. */
export function traced<T>(body: () => T): [T, Trace] {
  const trace: Trace = { blocks: [], observations: [], constants: [] };
  current = trace;
  top = VIRTUAL;
  try {
    return [body(), trace];
  } finally {
    current = null;
  }
}

/** The address of a new virtual block. */
export function takeVirtual(bytes: number): number {
  const block = { start: top, bytes: Math.ceil(bytes / ALIGN) * ALIGN };
  current!.blocks.push(block);
  top += block.bytes;
  return block.start;
}

/** Notes a block of real memory that the traced code has made and fills. */
export function noteConstant(start: number, bytes: number): void {
  current?.constants.push({ start, bytes });
}

/** Answers `read()`; a list that is being traced is kept for this answer only. For flags such as `training`. */
export function observe(read: () => boolean): boolean {
  const value = read();
  current?.observations.push({ read, value });
  return value;
}

/** Throws `EngineError` while a step is traced, when JavaScript would see or change what the step computes. */
export function refuseWhileTracing(what: string, remedy: string): void {
  if (current !== null)
    throw new EngineError(`compile: ${what} while a step is traced, expected nothing of the kind; ${remedy}`);
}
