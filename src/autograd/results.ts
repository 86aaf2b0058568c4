import { AutogradError } from "../base/errors.ts";
import type { Shape } from "../tensor/shape.ts";
import { Tensor } from "../tensor/tensor.ts";
import type { Storage } from "../wasm/storage.ts";
import { type Block, VIRTUAL } from "../wasm/trace.ts";
import type { Linked } from "./link.ts";

/** What a step may return: tensors, alone, in an array or in a record. */
export type StepResult = Tensor | readonly Tensor[] | Readonly<Record<string, Tensor>>;

/** The tensors in a step's result. Throws `AutogradError` if it holds anything else. */
export function tensorsOf(result: StepResult): Tensor[] {
  const all: unknown[] = result instanceof Tensor ? [result] : Object.values(result ?? {});
  const wrong = all.findIndex((t) => !(t instanceof Tensor));
  if (wrong >= 0 || all.length === 0) {
    const got = wrong < 0 ? "no tensor" : `${typeof all[wrong]} at ${wrong}`;
    throw new AutogradError(`compile: the result holds ${got}, expected a tensor, or an array or record of tensors`);
  }
  return all as Tensor[];
}

/** Where a tensor of the result comes from: an argument (or a view of it, with a shape), memory of the step, or outside. */
type Source =
  | { readonly kind: "argument"; readonly index: number; readonly shape: Shape | null; readonly start: number }
  | { readonly kind: "own"; readonly like: Tensor; readonly storage: Storage; readonly offset: number }
  | { readonly kind: "outside"; readonly tensor: Tensor };

/** Makes a step's result from what its trace answered. */
export class Results<R extends StepResult> {
  readonly #sources: readonly Source[];
  readonly #keys: readonly string[] | null;
  readonly #isArray: boolean;
  /** Constants in the result, which live as long as the step, used by launches or not. */
  readonly #constants: readonly Storage[];
  #own: Tensor[] = [];
  #whole: R | null = null;

  constructor(result: R, inputs: readonly Tensor[], linked: Linked, constants: readonly Block[]) {
    this.#sources = tensorsOf(result).map((t) => sourceOf(t, inputs, linked, constants));
    const owned = this.#sources.flatMap((s) => (s.kind === "own" && s.storage !== linked.arena ? [s.storage] : []));
    this.#constants = owned.map((storage) => storage.share());
    this.#keys = result instanceof Tensor ? null : Object.keys(result);
    this.#isArray = Array.isArray(result);
  }

  /** The result of a run on `args`; the same object as long as it does not depend on them. */
  of(args: readonly Tensor[]): R {
    if (this.#whole !== null && !this.#own.some((t) => t.disposed)) return this.#whole;
    this.#forget();
    const tensors = this.#sources.map((source) => this.#make(source, args));
    const result = this.#fold(tensors);
    if (!this.#sources.some((s) => s.kind === "argument")) this.#whole = result;
    return result;
  }

  /** Frees the results that belong to the step. */
  dispose(): void {
    this.#forget();
    for (const storage of this.#constants) storage.release();
  }

  #forget(): void {
    for (const t of this.#own) if (!t.disposed) t.dispose();
    this.#own = [];
    this.#whole = null;
  }

  #make(source: Source, args: readonly Tensor[]): Tensor {
    if (source.kind === "outside") return source.tensor;
    if (source.kind === "argument") {
      const arg = args[source.index]!;
      return source.shape === null ? arg : arg.view(source.shape, source.start);
    }
    const { shape, dtype, size } = source.like;
    const t = new Tensor(shape, dtype, size > 0 ? source.storage.share() : undefined, source.offset, true);
    this.#own.push(t);
    return t;
  }

  #fold(tensors: readonly Tensor[]): R {
    if (this.#keys === null) return tensors[0] as R;
    if (this.#isArray) return tensors as unknown as R;
    return Object.fromEntries(this.#keys.map((key, i) => [key, tensors[i]!])) as R;
  }
}

function sourceOf(t: Tensor, inputs: readonly Tensor[], linked: Linked, constants: readonly Block[]): Source {
  const { arena } = linked;
  if (t.size === 0) return { kind: "own", like: t, storage: arena, offset: 0 };
  if (t.address < VIRTUAL) {
    const { storage } = t;
    if (!constants.some((c) => c.start === storage.address)) return { kind: "outside", tensor: t };
    return { kind: "own", like: t, storage, offset: t.address - storage.address };
  }
  const index = inputs.findIndex((i) => i.size > 0 && i.storage === t.storage);
  if (index < 0) return { kind: "own", like: t, storage: arena, offset: linked.place(t.address) - arena.address };
  const input = inputs[index]!;
  return { kind: "argument", index, shape: t === input ? null : t.shape, start: (t.address - input.address) / 4 };
}
