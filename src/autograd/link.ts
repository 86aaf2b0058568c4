// Turns the recording of a step into a list that runs: virtual addresses become real ones.

import { AutogradError } from "../base/errors.ts";
import { SIGNATURES } from "../wasm/generated/launch.ts";
import { HEADER, type Recording } from "../wasm/list.ts";
import { realStorages, Storage } from "../wasm/storage.ts";
import { writeInts } from "../wasm/views.ts";
import { type Block as Memory, VIRTUAL } from "../wasm/trace.ts";
import {
  type Block,
  findLifetimes,
  layOut,
  pack,
  placeBarriers,
  type Range,
  records,
  type Use,
  usesOf,
} from "./plan.ts";

/** A list in real memory, with all that it needs. */
export interface Linked {
  readonly code: Storage;
  readonly count: number;
  /** Whether any launch may be split over threads. */
  readonly split: boolean;
  /** For each input, the words of the list that mention it, relative to the address that they hold now. */
  readonly inputs: readonly { readonly words: Int32Array; at: number }[];
  readonly arena: Storage;
  /** Storages from outside that the list uses, and those of them that it writes. */
  readonly pins: readonly Storage[];
  readonly written: readonly Storage[];
  readonly barriers: number;
  readonly bytesPlanned: number;
  readonly bytesUnplanned: number;
  /** The real address of a virtual one that does not belong to an input. */
  place(address: number): number;
}

/** What a step's trace says: its records, its virtual blocks, and the addresses of its inputs and outputs. */
export interface Traced {
  readonly recording: Recording;
  readonly blocks: readonly Memory[];
  /** Blocks of the inputs: the first ones. */
  readonly inputs: number;
  readonly outputs: readonly number[];
}

/**
 * Lays out a step's memory, places barriers and writes the list. `plan`: blocks that never live together share addresses.
 * Throws `AutogradError` if the list reads what nothing wrote, writes an input, or uses freed memory; nothing is kept then.
 */
export function link({ recording, blocks, inputs, outputs }: Traced, plan: boolean): Linked {
  const all: Block[] = blocks.map((b) => ({ ...b, first: -1, last: -1, offset: 0 }));
  const own = all.slice(inputs);
  const starts = all.map((b) => b.start);
  const indexOf = (address: number): number => (address < VIRTUAL ? -1 : lastAtMost(starts, address));
  const ownBlock = (address: number): Block | undefined => {
    const i = indexOf(address);
    return i < inputs ? undefined : all[i];
  };
  const uses = usesOf(recording);
  findLifetimes(recording, uses, ownBlock, outputs);
  const bytesUnplanned = layOut(own);
  const bytesPlanned = plan ? pack(own) : bytesUnplanned;
  const words: number[][] = Array.from({ length: inputs }, () => []);
  const outside = new Outside();
  for (const use of uses) {
    const i = indexOf(use.address);
    if (i < 0) outside.note(use);
    else if (i < inputs) {
      if (use.writes)
        throw new AutogradError("compile: a launch writes into an input of the step; clone the input first");
      words[i]!.push(use.word);
    }
  }
  const arena = new Storage(bytesPlanned);
  const place = (address: number): number => {
    const block = ownBlock(address)!;
    return arena.address + block.offset + address - block.start;
  };
  const rangeOf = ({ address }: Use): Range => {
    const i = indexOf(address);
    if (i < 0) return outside.rangeOf(address);
    const start = i < inputs ? all[i]!.start : arena.address + all[i]!.offset;
    return { start, end: start + all[i]!.bytes };
  };
  const barriers = placeBarriers(recording, uses, rangeOf);
  const code = encode(recording, (address) => (indexOf(address) < inputs ? address : place(address)));
  const pins = outside.storages();
  for (const storage of pins) storage.pin();
  return {
    code,
    count: recording.count,
    split: [...records(recording)].some(({ at }) => (recording.words[at + 2]! & 0xffff) > 0),
    inputs: words.map((list, i) => ({ words: Int32Array.from(list), at: all[i]!.start })),
    arena,
    pins,
    written: [...outside.written],
    barriers,
    bytesPlanned,
    bytesUnplanned,
    place,
  };
}

/** The records as 32-bit words in memory of their own. */
function encode(recording: Recording, addressOf: (virtual: number) => number): Storage {
  const buffer = new ArrayBuffer(recording.words.length * 4);
  const words = new Int32Array(buffer);
  const floats = new Float32Array(buffer);
  words.set(recording.words);
  for (const { opcode, at } of records(recording)) {
    [...SIGNATURES[opcode]!].forEach((letter, i) => {
      const word = at + HEADER + i;
      if (letter === "f") floats[word] = recording.floats[word]!;
      else if (letter !== "i") words[word] = addressOf(recording.words[word]!);
    });
  }
  const code = new Storage(buffer.byteLength);
  writeInts(code.address, words);
  return code;
}

/** Storages from outside that a list uses, found by address. */
class Outside {
  readonly #all = realStorages();
  readonly #starts = this.#all.map((s) => s.address);
  readonly #used = new Set<Storage>();

  readonly written = new Set<Storage>();

  /** Throws `AutogradError` if no storage holds the address. */
  note({ address, writes }: Use): void {
    const storage = this.#at(address);
    this.#used.add(storage);
    if (writes) this.written.add(storage);
  }

  storages(): Storage[] {
    return [...this.#used];
  }

  rangeOf(address: number): Range {
    const { address: start, size } = this.#at(address);
    return { start, end: start + size };
  }

  #at(address: number): Storage {
    const storage = this.#all[lastAtMost(this.#starts, address)];
    if (storage === undefined || address >= storage.address + storage.size) {
      throw new AutogradError(
        "compile: a launch uses a tensor that was disposed of before or inside the step; keep it until the step is disposed of",
      );
    }
    return storage;
  }
}

/** Index of the last number that is at most `value` in a sorted list; −1 if there is none. */
function lastAtMost(sorted: readonly number[], value: number): number {
  let low = -1;
  let high = sorted.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (sorted[middle]! <= value) low = middle;
    else high = middle - 1;
  }
  return low;
}
