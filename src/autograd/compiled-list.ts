import { AutogradError } from "../base/errors.ts";
import { defaultGenerator } from "../tensor/generator.ts";
import { scope } from "../tensor/scope.ts";
import { sameShape, type Shape } from "../tensor/shape.ts";
import { Staging } from "../tensor/staging.ts";
import type { DType, TypedArray } from "../tensor/dtype.ts";
import { Tensor } from "../tensor/tensor.ts";
import { execute } from "../wasm/execute.ts";
import { flush, recorded, type Recording } from "../wasm/list.ts";
import { Pace } from "../wasm/pace.ts";
import { barTraced } from "../wasm/storage.ts";
import { type Observation, type Trace, traced, VIRTUAL } from "../wasm/trace.ts";
import { checksum, liveInts } from "../wasm/views.ts";
import { describe } from "./describe.ts";
import { link, type Linked } from "./link.ts";
import { Results, type StepResult, tensorsOf } from "./results.ts";

/** What a step takes: a tensor, or a typed array, which is copied into one. */
export type StepArgument = Tensor | TypedArray;

/** What one list of a step holds. */
export interface StepStats {
  /** Shapes of the arguments that the list is for. */
  readonly shapes: readonly Shape[];
  readonly launches: number;
  /** Launches before which all threads meet. */
  readonly barriers: number;
  /** Bytes of the step's own tensors, and what they would take side by side. */
  readonly bytesPlanned: number;
  readonly bytesUnplanned: number;
}

/** An argument of the list: what it must be, its input in the linked list (−1 without elements), a copy if it is no tensor. */
interface Argument {
  readonly shape: Shape;
  readonly dtype: DType;
  readonly input: number;
  readonly staging: Staging | null;
}

interface Traced<R> {
  readonly inputs: readonly Tensor[];
  readonly result: R;
  readonly recording: Recording;
  readonly trace: Trace;
  /** The checksums of constants made in the function. */
  readonly sums: readonly number[];
}

function traceBody<R>(f: (...args: Tensor[]) => R, args: readonly StepArgument[]): Traced<R> {
  const [[{ inputs, result }, recording], trace] = traced(() =>
    recorded(() => {
      const inputs = args.map((arg) => new Tensor(signatureOf(arg).shape, signatureOf(arg).dtype));
      return { inputs, result: f(...inputs) };
    }),
  );
  return { inputs, result, recording, trace, sums: trace.constants.map(({ start, bytes }) => checksum(start, bytes)) };
}

/** Traces `f` for arguments like `args`, and links what it launched. */
export function traceList<R extends StepResult>(
  f: (...args: Tensor[]) => R,
  args: readonly StepArgument[],
  plan: boolean,
): CompiledList<R> {
  defaultGenerator(); // exists before: nothing that lasts can be made while tracing
  try {
    // The scope holds constants made in `f` until the list has pinned them.
    return scope(() => {
      const body = traceBody(f, args);
      const { inputs, result, recording, trace } = body;
      const used = inputs.filter((t) => t.size > 0);
      const outputs = tensorsOf(result).map((t) => t.address);
      const linked = link({ recording, blocks: trace.blocks, inputs: used.length, outputs }, plan);
      const list: Argument[] = args.map((arg, i) => ({
        ...signatureOf(arg),
        input: used.indexOf(inputs[i]!),
        staging: arg instanceof Tensor ? null : new Staging(inputs[i]!.shape, inputs[i]!.dtype),
      }));
      return new CompiledList(linked, body, list, new Results(result, inputs, linked, trace.constants));
    });
  } finally {
    barTraced();
  }
}

/** The list of a step for one signature, with the memory that it needs. */
export class CompiledList<R extends StepResult> {
  readonly linked: Linked;
  readonly recording: Recording;
  readonly #arguments: readonly Argument[];
  readonly #observations: readonly Observation[];
  readonly #sums: readonly number[];
  readonly #results: Results<R>;
  readonly #pace: Pace | null;

  constructor(linked: Linked, { recording, trace, sums }: Traced<R>, args: readonly Argument[], results: Results<R>) {
    this.linked = linked;
    this.recording = recording;
    this.#arguments = args;
    this.#observations = trace.observations;
    this.#sums = sums;
    this.#results = results;
    this.#pace = linked.split ? new Pace() : null;
  }

  get stats(): StepStats {
    const { count, barriers, bytesPlanned, bytesUnplanned } = this.linked;
    return { shapes: this.#arguments.map((a) => a.shape), launches: count, barriers, bytesPlanned, bytesUnplanned };
  }

  /** Whether the list is for these arguments, and for the flags as they are. */
  fits(args: readonly StepArgument[]): boolean {
    if (args.length !== this.#arguments.length) return false;
    for (let i = 0; i < args.length; i++) {
      const arg = args[i]!;
      const { shape, dtype, staging } = this.#arguments[i]!;
      if (arg instanceof Tensor !== (staging === null)) return false;
      const own = arg instanceof Tensor ? arg : signatureOf(arg);
      if (dtype !== own.dtype || !sameShape(shape, own.shape)) return false;
    }
    for (const { read, value } of this.#observations) if (read() !== value) return false;
    return true;
  }

  /** Runs the list on `args`. */
  run(args: readonly StepArgument[]): R {
    flush();
    const tensors = this.#arguments.map(({ staging, input }, i) => {
      const t = staging ?? (args[i] as Tensor);
      staging?.write(args[i] as TypedArray);
      if (input >= 0) this.#bind(input, t.address);
      return t;
    });
    const { code, count, written } = this.linked;
    for (const storage of written) storage.version++;
    execute(code.address, count, this.#pace);
    return this.#results.of(tensors);
  }

  /** Points the list at another input. Cheaper than a copy: a few words, whatever the batch weighs. */
  #bind(input: number, address: number): void {
    const slot = this.linked.inputs[input]!;
    if (slot.at === address) return;
    const words = liveInts(this.linked.code.address, this.recording.words.length);
    for (const word of slot.words) words[word] = words[word]! + address - slot.at;
    slot.at = address;
  }

  /** Throws `AutogradError` if another trace launches anything else: then something is frozen that changes between calls. */
  compare(f: (...args: Tensor[]) => R, args: readonly StepArgument[]): void {
    const { recording, sums } = scope(() => traceBody(f, args));
    barTraced();
    const before = [...describe(this.recording, isVirtual), `constants ${this.#sums.join(" ")}`];
    const now = [...describe(recording, isVirtual), `constants ${sums.join(" ")}`];
    const at = before.findIndex((line, i) => line !== now[i]);
    if (at < 0) return;
    throw new AutogradError(
      `compile: launch ${at} is ${now[at]}, expected ${before[at]} as traced before; keep what changes between calls in tensors`,
    );
  }

  toString(): string {
    return describe(this.recording, () => true).join("\n");
  }

  dispose(): void {
    const { code, arena, pins } = this.linked;
    this.#results.dispose();
    for (const { staging } of this.#arguments) staging?.dispose();
    for (const storage of pins) storage.unpin();
    arena.release();
    code.release();
  }
}

function isVirtual(address: number): boolean {
  return address >= VIRTUAL;
}

function signatureOf(arg: StepArgument): { shape: Shape; dtype: DType } {
  if (arg instanceof Tensor) return { shape: arg.shape, dtype: arg.dtype };
  return { shape: [arg.length], dtype: arg instanceof Int32Array ? "int32" : "float32" };
}
