import { ShapeError, ValueError } from "../../base/errors.ts";
import { formatShape, sizeOf } from "../../tensor/shape.ts";
import type { TypedArray } from "../../tensor/dtype.ts";
import { typedArray } from "../collect.ts";
import type { Field } from "../dataset.ts";
import { checkAlike, type Half, halfOf, type Sample } from "./sample.ts";

/** Samples of a batch, gathered outside of the engine: numbers of `count` of them from the beginning. */
export interface Block {
  readonly x: TypedArray;
  readonly y: TypedArray;
  readonly count: number;
}

/** Gathers samples in blocks of `size`. The first sample of all says what they look like. Blocks that were given back are filled again. */
export class BlockMaker {
  readonly #op: string;
  readonly #size: number;
  readonly #free: Block[] = [];
  #fields: { readonly x: Field; readonly y: Field } | null = null;

  constructor(op: string, size: number) {
    this.#op = op;
    this.#size = size;
  }

  /** What samples look like. Known as soon as there is a block. */
  get fields(): { readonly x: Field; readonly y: Field } {
    return this.#fields!;
  }

  giveBack(block: Block): void {
    this.#free.push(block);
  }

  /** The samples behind the first `skip`. Throws `ValueError`, `ShapeError` or `DTypeError`, which name the sample, for one that is none. */
  async *blocksOf(
    samples: AsyncIterable<Sample>,
    epoch: number,
    skip: number,
    dropLast: boolean,
  ): AsyncGenerator<Block, void, undefined> {
    let block: Block | null = null;
    let count = 0;
    let index = 0;
    for await (const sample of samples) {
      const at = index++;
      if (at < skip) continue;
      const [x, y] = this.#halves(sample, `${at} in epoch ${epoch}`);
      block ??= this.#free.pop() ?? this.#newBlock();
      block.x.set(x.values, count * x.values.length);
      block.y.set(y.values, count * y.values.length);
      if (++count < this.#size) continue;
      yield { ...block, count };
      [block, count] = [null, 0];
    }
    if (block !== null && !dropLast) yield { ...block, count };
  }

  #halves(sample: Sample, place: string): readonly [Half, Half] {
    if (!Array.isArray(sample) || sample.length !== 2) {
      const got = Array.isArray(sample) ? `an array of ${sample.length}` : typeof sample;
      throw new ValueError(`${this.#op}: sample ${place} is ${got}, expected [x, y]; make it so by map`);
    }
    const [x, y] = [this.#half("x", sample[0], place), this.#half("y", sample[1], place)];
    this.#fields ??= { x: { shape: x.shape, dtype: x.dtype }, y: { shape: y.shape, dtype: y.dtype } };
    return [x, y];
  }

  #half(name: "x" | "y", given: Sample[0], place: string): Half {
    const what = `${this.#op}: ${name} of sample ${place}`;
    const half = halfOf(what, given);
    if (this.#fields !== null) checkAlike(what, half, this.#fields[name]);
    else if (half.values.length === 0) {
      throw new ShapeError(`${what} is ${formatShape(half.shape)}, expected at least one number`);
    }
    return half;
  }

  #newBlock(): Block {
    const { x, y } = this.fields;
    const numbers = ({ shape, dtype }: Field): TypedArray => typedArray(dtype, this.#size * sizeOf(shape));
    return { x: numbers(x), y: numbers(y), count: 0 };
  }
}
