import { scope } from "../tensor/scope.ts";
import type { Tensor } from "../tensor/tensor.ts";
import type { Batches } from "./data.ts";
import type { Metrics } from "./metrics/metric.ts";
import type { Tally } from "./metrics/tally.ts";
import type { Session } from "./session.ts";
import type { BatchResult } from "./step.ts";

/**
 * Takes a step with each batch, and adds up its figures. `after`, if given, gets the loss of each batch; it may answer true, or a
 * promise of it, to leave the rest out.
 */
export async function pass<M extends Metrics>(
  session: Session,
  all: Batches,
  step: (x: Tensor, y: Tensor) => BatchResult,
  tally: Tally<M>,
  after: ((loss: number) => boolean | Promise<boolean>) | null,
): Promise<void> {
  await session.each(all, ([x, y]) => {
    const value = scope(() => {
      const { loss, output } = step(x, y);
      const mean = loss.item();
      tally.add(mean, output, y);
      return mean;
    });
    return after?.(value) ?? false;
  });
}
