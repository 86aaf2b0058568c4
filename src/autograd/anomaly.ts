import { formatShape } from "../tensor/shape.ts";
import type { Tensor } from "../tensor/tensor.ts";
import type { Storage } from "../wasm/storage.ts";
import type { Watcher } from "./watch.ts";

/** What was found, on its way to who looks for it. No error of the library, so that no layer on the way adds its name. */
export class Anomaly extends Error {
  override name = "Anomaly";
}

/** The numbers of a tensor at a glance. */
interface Glance {
  readonly nan: number;
  readonly infinite: number;
  /** Of the finite numbers. */
  readonly least: number;
  readonly most: number;
}

/** How a detector speaks of what it sees. */
export interface Words {
  /** Where the op at hand works, such as ", in layer 2 (ReLU)". */
  place(): string;
  /** A variable. */
  nameOf(t: Tensor): string;
}

/**
 * Looks for the first op that makes numbers which are none. NaN is an `Anomaly` wherever it turns up; infinite numbers, which masks and
 * logarithms may well have on the way, are one in a loss and in the gradient of a variable, and wherever NaN comes of them.
 */
export class Detector implements Watcher {
  readonly #words: Words;
  /** Where the ops worked that gave these tensors. */
  readonly #places = new WeakMap<Tensor, string>();
  /** Who was the first to make an infinite number of those here. */
  readonly #infinite = new WeakMap<Storage, string>();

  constructor(words: Words) {
    this.#words = words;
  }

  forward(op: string, y: Tensor, inputs: readonly Tensor[]): void {
    const place = this.#words.place();
    this.#places.set(y, place);
    const by = `${op}, forward${place}`;
    if (this.#look(y, by, inputs).nan === 0) return;
    throw new Anomaly(`${by}, gives ${badIn(y)}; ${this.#listed("input", inputs)}`);
  }

  loss(loss: Tensor): void {
    if (badIn(loss) !== "") throw new Anomaly(`the loss is ${loss.item()}${this.#originOf(loss)}`);
  }

  backward(op: string, y: Tensor, inputs: readonly Tensor[], dy: Tensor, dxs: readonly (Tensor | null)[]): void {
    const by = `${op}, backward${this.#places.get(y) ?? ""}`;
    for (const [k, dx] of dxs.entries()) {
      if (dx === null || this.#look(dx, by, [dy, ...inputs]).nan === 0) continue;
      throw new Anomaly(
        `${by}, gives ${badIn(dx)} in the gradient of its input ${k}; the gradient of its output is ` +
          `${this.#told(dy)}; ${this.#listed("input", inputs)}`,
      );
    }
  }

  gradients(grads: ReadonlyMap<Tensor, Tensor>): void {
    for (const [t, grad] of grads) {
      const bad = badIn(grad);
      if (bad !== "") throw new Anomaly(`the gradient of ${this.#words.nameOf(t)} holds ${bad}${this.#originOf(grad)}`);
    }
  }

  /** Looks at what `by` made of `from`, and notes where infinite numbers come from. */
  #look(made: Tensor, by: string, from: readonly Tensor[]): Glance {
    const seen = glanceAt(made);
    if (seen.infinite > 0) {
      const before = from.find((t) => !t.disposed && this.#infinite.has(t.storage));
      this.#infinite.set(made.storage, before === undefined ? by : this.#infinite.get(before.storage)!);
    }
    return seen;
  }

  #listed(what: string, all: readonly Tensor[]): string {
    const floats = all.filter((t) => t.dtype === "float32" && !t.disposed);
    if (floats.length === 0) return `it has no float32 ${what}`;
    const verb = floats.length === 1 ? `its ${what} is` : `its ${what}s are`;
    const finite = floats.every((t) => badIn(t) === "") ? " finite:" : "";
    return `${verb}${finite} ${floats.map((t) => this.#told(t)).join(", ")}`;
  }

  /** `[2, 3] from -1 to 2.5`, or with what is wrong in it. */
  #told(t: Tensor): string {
    const { least, most } = glanceAt(t);
    const bad = badIn(t);
    const range = least <= most ? ` from ${Number(least.toPrecision(4))} to ${Number(most.toPrecision(4))}` : "";
    return `${formatShape(t.shape)}${range}${bad === "" ? "" : ` with ${bad}${this.#originOf(t)}`}`;
  }

  #originOf(t: Tensor): string {
    const by = this.#infinite.get(t.storage);
    return by === undefined ? "" : ` (first made by ${by})`;
  }
}

/** `3 NaN of 320 numbers`, `1 NaN and 2 infinite of 8 numbers`, or nothing if all are finite. */
export function badIn(t: Tensor): string {
  const { nan, infinite } = glanceAt(t);
  const found = [...(nan > 0 ? [`${nan} NaN`] : []), ...(infinite > 0 ? [`${infinite} infinite`] : [])];
  return found.length === 0 ? "" : `${found.join(" and ")} of ${t.size} number${t.size === 1 ? "" : "s"}`;
}

function glanceAt(t: Tensor): Glance {
  let [nan, infinite, least, most] = [0, 0, Infinity, -Infinity];
  if (t.dtype === "int32") return { nan, infinite, least, most };
  for (const x of t.data) {
    if (Number.isNaN(x)) nan++;
    else if (Math.abs(x) === Infinity) infinite++;
    else {
      if (x < least) least = x;
      if (x > most) most = x;
    }
  }
  return { nan, infinite, least, most };
}
