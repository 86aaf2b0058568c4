import type { DenseOptions } from "../baseline/dense-network.ts";
import { mlp } from "./cases.ts";
import { atMost, type Figure } from "./figure.ts";
import { batchFor, Training } from "./training.ts";

const DEEP: DenseOptions = { ...mlp(256, "sgd"), sizes: [...new Array<number>(21).fill(128), 10] };

/** What a step's own tensors take where they share memory, as a part of what they would take side by side. */
export function plannedMemory(): Figure[] {
  return Object.entries({ "mlp 784-256-128-10 b256": mlp(256, "sgd"), "20 × (Linear 128, ReLU) b256": DEEP }).map(
    ([name, options]) => {
      const training = new Training(options, batchFor(options));
      training.run();
      const { bytesPlanned, bytesUnplanned } = training.compiled.stats()[0]!;
      training.dispose();
      const kib = (bytes: number) => `${Math.round(bytes / 1024)} KiB`;
      return atMost(0.45, {
        name: `${name}: memory planned / not`,
        value: bytesPlanned / bytesUnplanned,
        unit: "",
        detail: `${kib(bytesPlanned)} of ${kib(bytesUnplanned)}`,
      });
    },
  );
}
