import { convolutionsOf } from "../baseline/convolutional-network.ts";
import type { DenseOptions } from "../baseline/dense-network.ts";
import { batchFor, build, CONVOLUTIONAL, mlp, type NetworkOptions } from "../networks.ts";
import { buildWithColumns } from "./columns.ts";
import { atMost, type Figure } from "./figure.ts";
import { Training } from "./training.ts";

const DEEP: DenseOptions = { ...mlp(256, "sgd"), sizes: [...new Array<number>(21).fill(128), 10] };
/** Largest difference of a loss that is computed in two ways, relative. */
const TOLERANCE = 1e-4;

/** What a step's own tensors take where they share memory, as a part of what they would take side by side. */
export function plannedMemory(): Figure[] {
  return Object.entries({ "mlp 784-256-128-10 b256": mlp(256, "sgd"), "20 × (Linear 128, ReLU) b256": DEEP }).map(
    ([name, options]) => {
      const { bytesPlanned, bytesUnplanned } = measured(options);
      return ratio(0.45, `${name}: memory planned / not`, bytesPlanned, bytesUnplanned);
    },
  );
}

/**
 * What a step of a convolutional network takes at its peak, as a part of what it takes with matrices of columns (im2col): of the same
 * with those of the forward pass kept for the backward pass, and of a step that really computes that way, by the same plan.
 */
export function memoryBesideColumns(): Figure[] {
  return Object.entries(CONVOLUTIONAL).flatMap(([name, options]) => {
    const batch = batchFor(options);
    const [own, other] = [measured(options, batch), measured(options, batch, buildWithColumns)];
    if (!(Math.abs(own.loss - other.loss) <= TOLERANCE * Math.abs(own.loss))) {
      throw new Error(`${name}: the loss is ${own.loss}; with columns, ${other.loss}`);
    }
    const columns = convolutionsOf(options).reduce(
      (sum, { C, R, P }) => sum + 4 * options.batch * C * R * R * P * P,
      0,
    );
    return [
      ratio(0.5, `${name}: memory / with columns beside`, own.bytesPlanned, own.bytesPlanned + columns),
      ratio(0.5, `${name}: memory / computed by columns`, own.bytesPlanned, other.bytesPlanned),
    ];
  });
}

interface Measured {
  readonly bytesPlanned: number;
  readonly bytesUnplanned: number;
  /** The second loss: what the first step has changed takes part. */
  readonly loss: number;
}

function measured(options: NetworkOptions, batch = batchFor(options), make = build): Measured {
  const training = new Training(options, batch, make);
  training.run();
  const loss = training.run().item();
  const stats = training.compiled.stats()[0]!;
  training.dispose();
  return { ...stats, loss };
}

function ratio(most: number, name: string, bytes: number, of: number): Figure {
  const kib = (n: number): string => `${Math.round(n / 1024)} KiB`;
  return atMost(most, { name, value: bytes / of, unit: "", detail: `${kib(bytes)} of ${kib(of)}` });
}
