// safetensors: eight bytes with the header's length (little-endian), the header (JSON), then the numbers of all tensors.
//
// Source: Hugging Face, "Safetensors", github.com/huggingface/safetensors, README, "Format", and its reader's checks.

import { FormatError, ValueError } from "../base/errors.ts";
import { tensor } from "../tensor/creation.ts";
import { scope } from "../tensor/scope.ts";
import { formatShape, type Shape, sizeOf } from "../tensor/shape.ts";
import type { DType, TypedArray } from "../tensor/dtype.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { type Numbers, numbersOf, readNumbers } from "./numbers.ts";
import { isWellFormed, quoted, Scanner } from "./scanner.ts";

/** What a safetensors file holds. */
export interface Safetensors {
  /** Tensors by name, in the header's order. They belong to the caller. */
  readonly tensors: ReadonlyMap<string, Tensor>;
  /** Texts by name: the file's `__metadata__`; empty if there are none. */
  readonly metadata: ReadonlyMap<string, string>;
}

/** A tensor in a safetensors file, without its numbers. */
export interface TensorContents {
  /** As the format writes it: `F32`, `I32`, `BF16`, … */
  readonly dtype: string;
  readonly shape: Shape;
  /** Size of its numbers. */
  readonly bytes: number;
}

/** What a safetensors file holds, without the numbers. */
export interface Contents {
  /** In the header's order. */
  readonly tensors: ReadonlyMap<string, TensorContents>;
  /** As in `Safetensors`. */
  readonly metadata: ReadonlyMap<string, string>;
}

interface Entry {
  /** As the format writes it. */
  readonly code: string;
  readonly shape: Shape;
  /** Where the numbers begin and end, in bytes behind the header. */
  readonly begin: number;
  readonly end: number;
}

const METADATA = "__metadata__";
const LENGTH_BYTES = 8;
const LARGEST_HEADER = 100_000_000;
/** Numbers of a tensor that is decoded. */
const LARGEST_TENSOR = 2 ** 30;
const CODES: Readonly<Record<DType, string>> = { float32: "F32", int32: "I32" };
/** What can be decoded, by the kinds of `numbers.ts`. */
const KINDS = {
  ...{ F16: "f2", BF16: "bf2", F32: "f4", F64: "f8" },
  ...{ I8: "i1", I16: "i2", I32: "i4", I64: "i8", U8: "u1", U16: "u2", U32: "u4", U64: "u8", BOOL: "b1" },
};

/**
 * The bytes of a safetensors file with these tensors, in the map's order, and these texts beside them.
 *
 * Throws `ValueError` for a name that the format reserves or cannot write, or if the names exceed 100 MB.
 */
export function encode(
  tensors: ReadonlyMap<string, Tensor>,
  metadata: ReadonlyMap<string, string> = new Map(),
): Uint8Array<ArrayBuffer> {
  const members: string[] = [];
  if (metadata.size > 0) {
    const texts = [...metadata].map(([key, text]) => `${json(key)}:${json(text)}`);
    members.push(`"${METADATA}":{${texts.join(",")}}`);
  }
  let end = 0;
  for (const [name, t] of tensors) {
    if (name === METADATA) throw new ValueError(`encode: a tensor is named ${METADATA}, expected any other name`);
    const begin = end;
    end += t.size * 4;
    members.push(
      `${json(name)}:{"dtype":"${CODES[t.dtype]}","shape":[${t.shape.join(",")}],"data_offsets":[${begin},${end}]}`,
    );
  }
  const text = new TextEncoder().encode(`{${members.join(",")}}`);
  // Spaces up to a multiple of 8, so that the numbers begin at one.
  const length = Math.ceil(text.length / 8) * 8;
  if (length > LARGEST_HEADER) {
    throw new ValueError(
      `encode: the header is ${length} bytes, expected at most ${LARGEST_HEADER}; shorten the names`,
    );
  }
  const bytes = new Uint8Array(LENGTH_BYTES + length + end);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(length), true);
  bytes.fill(0x20, LENGTH_BYTES, LENGTH_BYTES + length);
  bytes.set(text, LENGTH_BYTES);
  let at = LENGTH_BYTES + length;
  for (const t of tensors.values()) {
    bytes.set(new Uint8Array(t.data.buffer), at);
    at += t.size * 4;
  }
  return bytes;
}

function json(text: string): string {
  if (!isWellFormed(text))
    throw new ValueError(`encode: the name ${quoted(text)} is not Unicode, expected whole characters`);
  return JSON.stringify(text);
}

/**
 * The tensors in a safetensors file. Floating-point numbers (F16, BF16, F32, F64) become float32, whole numbers and booleans int32. The
 * whole file is checked before a tensor is made.
 *
 * Throws `FormatError` for anything that the format forbids: a header that is cut off, too long, not JSON, or names a key
 * twice; numbers that overlap, leave a hole, or do not fit their shape; bytes too many or too few. So do dtypes other than
 * those of 1 to 8 bytes. Numbers that are NaN or infinite are allowed, as the format does. Throws `MemoryError` if it does not fit.
 */
export function decode(bytes: Uint8Array): Safetensors {
  const dataStart = dataStartOf(bytes, bytes.length);
  const { entries, metadata } = parseHeader(textOf(bytes, dataStart));
  const kinds = new Map([...entries].map(([name, entry]) => [name, kindIn(quoted(name), entry)]));
  checkRanges(entries, bytes.length - dataStart);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const valuesOf = (name: string, { code, shape, begin, end }: Entry): TypedArray => {
    if (code === CODES.float32) return new Float32Array(copied(bytes, dataStart + begin, dataStart + end).buffer);
    return readNumbers(`safetensors: ${quoted(name)}:`, kinds.get(name)!, view, dataStart + begin, sizeOf(shape));
  };
  // The scope frees what was made if memory runs out half-way, or a number does not fit.
  const tensors = scope(
    () => new Map([...entries].map(([name, entry]) => [name, tensor(valuesOf(name, entry), entry.shape)])),
  );
  return { tensors, metadata };
}

/**
 * Names, dtypes, shapes and texts in a safetensors file; no tensor is made, and dtypes may be any. `head` holds at least the first
 * `dataStartOf` bytes of a file of `length` bytes; default all of them.
 *
 * Throws `FormatError` as `decode` does, but for dtypes and the sizes that follow from them.
 */
export function inspect(head: Uint8Array, length = head.length): Contents {
  const dataStart = dataStartOf(head, length);
  const { entries, metadata } = parseHeader(textOf(head, dataStart));
  checkRanges(entries, length - dataStart);
  const tensors = new Map(
    [...entries].map(([name, { code, shape, begin, end }]) => [name, { dtype: code, shape, bytes: end - begin }]),
  );
  return { tensors, metadata };
}

/**
 * Where the numbers begin in a file of `length` bytes, of which `head` holds the first 8 or more. Throws `FormatError` if the file is
 * shorter, or the header longer than the format allows.
 */
export function dataStartOf(head: Uint8Array, length: number): number {
  if (length < LENGTH_BYTES) {
    throw new FormatError(`safetensors: the file is ${length} bytes, expected at least ${LENGTH_BYTES}`);
  }
  const header = Number(new DataView(head.buffer, head.byteOffset).getBigUint64(0, true));
  if (header > LARGEST_HEADER) {
    throw new FormatError(`safetensors: the header is ${header} bytes, expected at most ${LARGEST_HEADER}`);
  }
  const dataStart = LENGTH_BYTES + header;
  if (dataStart > length) {
    throw new FormatError(
      `safetensors: the file is ${length} bytes, expected at least ${dataStart} for its header; it is cut off`,
    );
  }
  return dataStart;
}

/** A copy of its own: aligned, not shared, and also of a Buffer, whose `slice` copies nothing. */
function copied(bytes: Uint8Array, begin: number, end: number): Uint8Array<ArrayBuffer> {
  const copy = new Uint8Array(end - begin);
  copy.set(bytes.subarray(begin, end));
  return copy;
}

function textOf(bytes: Uint8Array, dataStart: number): string {
  if (bytes[LENGTH_BYTES] !== 0x7b || dataStart === LENGTH_BYTES) {
    throw new FormatError("safetensors: the header begins with something else, expected {; is it a safetensors file?");
  }
  try {
    const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
    return decoder.decode(copied(bytes, LENGTH_BYTES, dataStart));
  } catch {
    throw new FormatError("safetensors: the header is not UTF-8");
  }
}

function parseHeader(text: string): { entries: Map<string, Entry>; metadata: Map<string, string> } {
  const entries = new Map<string, Entry>();
  const metadata = new Map<string, string>();
  const scanner = new Scanner(text, "safetensors: the header");
  scanner.object((name) => {
    if (name === METADATA) scanner.object((key) => metadata.set(key, scanner.string()));
    else entries.set(name, parseEntry(scanner, quoted(name)));
  });
  scanner.end();
  return { entries, metadata };
}

function parseEntry(scanner: Scanner, name: string): Entry {
  let code: string | undefined;
  let shape: number[] | undefined;
  let offsets: number[] | undefined;
  const numbers = (): number[] => {
    const list: number[] = [];
    scanner.array(() => list.push(scanner.whole()));
    return list;
  };
  scanner.object((key) => {
    if (key === "dtype") code = scanner.string();
    else if (key === "shape") shape = numbers();
    else if (key === "data_offsets") offsets = numbers();
    else throw new FormatError(`safetensors: ${name} has ${quoted(key)}, expected dtype, shape and data_offsets`);
  });
  if (code === undefined || shape === undefined || offsets?.length !== 2) {
    throw new FormatError(`safetensors: ${name} is incomplete, expected dtype, shape and two data_offsets`);
  }
  const [begin, end] = offsets as [number, number];
  return { code, shape, begin, end };
}

/** The kind of a tensor's numbers, if they can be decoded; `name` is for messages. */
function kindIn(name: string, { code, shape, begin, end }: Entry): Numbers {
  const kind = Object.hasOwn(KINDS, code) ? numbersOf(KINDS[code as keyof typeof KINDS]) : undefined;
  if (kind === undefined) {
    const wanted = Object.keys(KINDS).join(", ");
    throw new FormatError(
      `safetensors: ${name} is ${quoted(code)}, expected one of ${wanted}; convert it before saving`,
    );
  }
  // Not sizeOf alone: sizes may overflow to infinity, and an infinity of empty rows is NaN.
  const size = sizeOf(shape);
  if (!(size <= LARGEST_TENSOR) || end - begin !== size * kind.width) {
    throw new FormatError(
      `safetensors: ${name} is ${end - begin} bytes, expected ${kind.width} for each number of ${formatShape(shape.slice(0, 8))}`,
    );
  }
  return kind;
}

/** Throws unless the ranges fill `length` bytes, one behind the other. */
function checkRanges(entries: ReadonlyMap<string, Entry>, length: number): void {
  let at = 0;
  for (const [name, { begin, end }] of [...entries].sort(([, a], [, b]) => a.begin - b.begin || a.end - b.end)) {
    if (end < begin) throw new FormatError(`safetensors: ${quoted(name)} is ${end - begin} bytes, expected 0 or more`);
    if (begin !== at) {
      const problem = begin < at ? "it overlaps another" : "the file has a hole";
      throw new FormatError(`safetensors: ${quoted(name)} begins at ${begin}, expected ${at}; ${problem}`);
    }
    at = end;
  }
  if (at !== length) {
    const problem = at > length ? "it is cut off" : "something follows them";
    throw new FormatError(`safetensors: the file holds ${length} bytes of numbers, expected ${at}; ${problem}`);
  }
}
