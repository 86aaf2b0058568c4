import { tensor } from "../tensor/creation.ts";
import { scope } from "../tensor/scope.ts";
import { Tensor } from "../tensor/tensor.ts";
import { isTracing } from "../wasm/trace.ts";
import { type CompiledList, type StepArgument, type StepStats, traceList } from "./compiled-list.ts";
import type { StepResult } from "./results.ts";
import { watcher } from "./watch.ts";

/** Options of `compile`. */
export interface CompileOptions {
  /** Tensors that are never needed together share memory; default true. The bits are the same. */
  readonly plan?: boolean;
  /** Traces again at every call and compares the launches word for word: finds what is frozen and should not be; default false. */
  readonly checked?: boolean;
}

/** A function of tensors whose launches are known after its first call for given shapes. */
export interface Step<A extends readonly StepArgument[], R extends StepResult> {
  (...args: A): R;
  /** One entry for each list that is kept, the one used last first. */
  stats(): StepStats[];
  /** The launches of the list used last, one a line. */
  toString(): string;
  /** Gives back the memory of all lists, and of their results. The step can be called again, and traces then. */
  dispose(): void;
  /** The lists, the one used last first; for `profile`. */
  readonly lists: readonly CompiledList<R>[];
}

/** Lists of one step that are kept, by shapes of the arguments and by flags. */
const MOST_LISTS = 32;

/**
 * Turns `f` into a step that runs as one call into WebAssembly: no JavaScript, no allocation.
 *
 * The first call for given shapes and dtypes of the arguments traces `f`: its launches are gathered, nothing is computed, its memory
 * is planned; then the list runs, as in every later call. **JavaScript in `f` runs once per signature**: numbers, closures,
 * branches and `Math.random()` are frozen. What changes between calls lives in memory: arguments, parameters, an optimizer's
 * learning rate (set it between calls), the library's random numbers. Flags such as `module.training` belong to the signature.
 *
 * Arguments are tensors, or typed arrays, which are copied. Results belong to the step, and its next call overwrites them; `clone`
 * keeps one. They carry no gradients. Called while another step is traced, or within `detectAnomaly`, the step is plain `f`.
 *
 * Throws `EngineError` if `f` reads a tensor or sets memory from JavaScript, `AutogradError` if the step would write an argument or
 * uses a tensor that was disposed of. A trace that throws leaves nothing behind.
 */
export function compile<A extends readonly StepArgument[], R extends StepResult>(
  f: (...args: { [K in keyof A]: Tensor }) => R,
  { plan = true, checked = false }: CompileOptions = {},
): Step<A, R> {
  const body = f as (...args: Tensor[]) => R;
  const lists: CompiledList<R>[] = [];
  const step = (...args: A): R => {
    if (isTracing()) return body(...(args as readonly Tensor[]));
    if (watcher() !== null) return scope(() => body(...args.map((arg) => (arg instanceof Tensor ? arg : tensor(arg)))));
    let list = lists[0];
    if (list === undefined || !list.fits(args)) list = select(args);
    else if (checked) list.compare(body, args);
    return list.run(args);
  };
  const select = (args: A): CompiledList<R> => {
    const found = lists.findIndex((l) => l.fits(args));
    const list = found < 0 ? traceList(body, args, plan) : lists.splice(found, 1)[0]!;
    lists.unshift(list);
    for (const old of lists.splice(MOST_LISTS)) old.dispose();
    return list;
  };
  return Object.assign(step, {
    lists,
    stats: () => lists.map((l) => l.stats),
    toString: () => lists[0]?.toString() ?? "not traced yet",
    dispose: () => lists.splice(0).forEach((l) => l.dispose()),
  });
}
