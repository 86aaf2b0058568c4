// What can be known about a list before it runs: which blocks live when, where they go, and where threads must meet.

import { AutogradError } from "../base/errors.ts";
import { NAMES, SIGNATURES } from "../wasm/generated/launch.ts";
import { BARRIER, HEADER, type Recording } from "../wasm/list.ts";

/** A block of memory in a list: the records [first, last] use it; first is −1 if none does. */
export interface Block {
  readonly start: number;
  readonly bytes: number;
  first: number;
  last: number;
  offset: number;
}

/** One address argument: of record `launch`, at `word` of the list. */
export interface Use {
  readonly launch: number;
  readonly word: number;
  readonly address: number;
  readonly reads: boolean;
  readonly writes: boolean;
}

/** The records of a list: number, opcode and index of the first word. */
export function* records({ words, count }: Recording): Generator<{ launch: number; opcode: number; at: number }> {
  for (let launch = 0, at = 0; launch < count; at += words[at]! >>> 16, launch++) {
    yield { launch, opcode: words[at]! & 0xffff, at };
  }
}

/** Every address in the list, in order. Address 0 means "no operand". */
export function usesOf(list: Recording): Use[] {
  const uses: Use[] = [];
  for (const { launch, opcode, at } of records(list)) {
    const signature = SIGNATURES[opcode]!;
    for (let i = 0; i < signature.length; i++) {
      const letter = signature[i];
      const word = at + HEADER + i;
      const address = list.words[word]!;
      if (letter === "i" || letter === "f" || address === 0) continue;
      uses.push({ launch, word, address, reads: letter !== "w", writes: letter !== "r" });
    }
  }
  return uses;
}

/**
 * Sets when each block lives; `kept` ones live to the end. Throws `AutogradError` for memory that is read before the step
 * has written it.
 */
export function findLifetimes(
  list: Recording,
  uses: readonly Use[],
  blockAt: (address: number) => Block | undefined,
  kept: readonly number[],
): void {
  const names = [...records(list)].map(({ opcode }) => NAMES[opcode]!);
  for (const use of uses) {
    const block = blockAt(use.address);
    if (block === undefined) continue;
    if (block.first < 0) {
      if (use.reads) {
        throw new AutogradError(
          `compile: ${names[use.launch]} reads a tensor that nothing in the step has written; make it outside of the step`,
        );
      }
      block.first = use.launch;
    }
    block.last = use.launch;
  }
  for (const address of kept) {
    const block = blockAt(address);
    if (block !== undefined) block.last = list.count;
  }
}

/**
 * Gives every block that is used an offset such that no two that live together overlap; answers the bytes needed.
 * Largest first, each at the lowest place that is free. Source: Pisarchyk & Lee, "Efficient Memory Management for Deep
 * Neural Net Inference", 2020, greedy by size.
 */
export function pack(blocks: readonly Block[]): number {
  const placed: Block[] = [];
  let total = 0;
  for (const block of blocks.filter((b) => b.first >= 0).sort((a, b) => b.bytes - a.bytes || a.first - b.first)) {
    let offset = 0;
    for (const other of placed) {
      if (other.last < block.first || block.last < other.first) continue;
      if (offset + block.bytes <= other.offset) break;
      offset = Math.max(offset, other.offset + other.bytes);
    }
    block.offset = offset;
    const next = placed.findIndex((other) => other.offset > offset);
    placed.splice(next < 0 ? placed.length : next, 0, block);
    total = Math.max(total, offset + block.bytes);
  }
  return total;
}

/** Gives every block that is used a place of its own, for comparison; answers the bytes needed. */
export function layOut(blocks: readonly Block[]): number {
  let total = 0;
  for (const block of blocks.filter((b) => b.first >= 0)) {
    block.offset = total;
    total += block.bytes;
  }
  return total;
}

/** Half-open bytes that an address argument stands for. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/**
 * Leaves a barrier only before launches that touch what another launch since the last barrier touched, where one of the
 * two writes and one is split. Launches on one thread keep their order anyway. Answers how many barriers are left.
 */
export function placeBarriers(list: Recording, uses: readonly Use[], rangeOf: (use: Use) => Range): number {
  let touched: (Range & { writes: boolean; split: boolean })[] = [];
  let barriers = 0;
  let next = 0;
  for (const { launch, at } of records(list)) {
    const grain = list.words[at + 2]! & 0xffff;
    const mine: typeof touched = [];
    for (; next < uses.length && uses[next]!.launch === launch; next++) {
      mine.push({ ...rangeOf(uses[next]!), writes: uses[next]!.writes, split: grain > 0 });
    }
    const conflict = mine.some((a) =>
      touched.some((b) => (a.writes || b.writes) && (a.split || b.split) && a.start < b.end && b.start < a.end),
    );
    if (conflict) {
      touched = [];
      barriers++;
    }
    list.words[at + 2] = grain | (conflict ? BARRIER : 0);
    touched.push(...mine);
  }
  return barriers;
}
