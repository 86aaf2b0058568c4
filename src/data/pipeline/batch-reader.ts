import { Staging } from "../../tensor/staging.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import type { Field } from "../dataset.ts";
import { ahead } from "./ahead.ts";
import { type Block, BlockMaker } from "./block.ts";
import type { Openable, Pass } from "./pass.ts";
import type { Sample } from "./sample.ts";

/** Batches that are gathered while the one at hand is worked with. */
const AHEAD = 2;
/** How long an aborted source is waited for as it closes, in milliseconds. */
const PATIENCE = 1000;

/** Which batches of a pass are left out. */
export interface Omissions {
  /** So many at the beginning, which are read all the same. */
  readonly skip?: number;
  /** Whether a last one that would be smaller than the others; default false. */
  readonly dropLast?: boolean;
}

/** Batches of a pipeline's samples, pass after pass. Samples of all passes are alike. */
export class BatchReader {
  /** Whether the batch at hand is the last of its pass. */
  isLast = false;
  readonly #samples: Openable<Sample>;
  readonly #size: number;
  readonly #maker: BlockMaker;

  /** `op` begins the messages of errors. */
  constructor(op: string, samples: Openable<Sample>, size: number) {
    this.#samples = samples;
    this.#size = size;
    this.#maker = new BlockMaker(op, size);
  }

  /** Both tensors are valid until the next batch. An aborted signal ends the wait for one; its reason is thrown. */
  async *read(
    pass: Pass,
    { skip = 0, dropLast = false }: Omissions = {},
  ): AsyncGenerator<[x: Tensor, y: Tensor], void, undefined> {
    const samples = this.#samples.open(pass);
    const blocks = ahead(
      this.#maker.blocksOf(samples, pass.epoch, skip * this.#size, dropLast),
      AHEAD,
      (block) => block,
    );
    const next = (): Promise<IteratorResult<Block, void>> => untilAborted(blocks.next(), pass.signal);
    const stage = new Stage();
    try {
      for (let result = await next(); result.done !== true;) {
        const block = result.value;
        const batch = stage.fill(block, this.#maker.fields);
        this.#maker.giveBack(block);
        result = await next();
        this.isLast = result.done === true;
        yield batch;
      }
    } finally {
      stage.dispose();
      await closed(blocks.return(), pass.signal);
    }
  }
}

/** The tensors of a batch, made anew when there are more or fewer samples. */
class Stage {
  #batch: readonly [Staging, Staging] | null = null;
  #count = 0;

  fill({ x, y, count }: Block, fields: { readonly x: Field; readonly y: Field }): [x: Tensor, y: Tensor] {
    if (this.#batch === null || this.#count !== count) {
      this.dispose();
      const made = ({ shape, dtype }: Field): Staging => new Staging([count, ...shape], dtype);
      [this.#batch, this.#count] = [[made(fields.x), made(fields.y)], count];
    }
    const [a, b] = this.#batch;
    a.write(x.subarray(0, a.size));
    b.write(y.subarray(0, b.size));
    return [a, b];
  }

  dispose(): void {
    for (const t of this.#batch ?? []) t[Symbol.dispose]();
    this.#batch = null;
  }
}

/** The promise, or a rejection with the reason of a signal that is aborted before. */
function untilAborted<T>(promise: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return promise;
  return new Promise((resolve, reject) => {
    const abort = (): void => reject(signal.reason as Error);
    if (signal.aborted) abort();
    signal.addEventListener("abort", abort);
    promise.then(resolve, reject).finally(() => signal.removeEventListener("abort", abort));
  });
}

/** Waits until all is closed; for one that was aborted, not for ever. */
async function closed(closing: Promise<unknown>, signal: AbortSignal | undefined): Promise<void> {
  if (signal?.aborted !== true) {
    await closing;
    return;
  }
  let timer: ReturnType<typeof setTimeout> | undefined;
  const enough = new Promise((resolve) => (timer = setTimeout(resolve, PATIENCE)));
  await Promise.race([closing.catch(() => undefined), enough]);
  clearTimeout(timer);
}
