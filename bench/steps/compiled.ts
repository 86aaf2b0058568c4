import { type Effort, race } from "../harness.ts";
import { STEPS } from "./cases.ts";
import { atLeast, atMost, type Figure, time } from "./figure.ts";

/** PyTorch's time for the small step on the machine of `npm run bench:versus`, a hundredth of which is asked for, in µs. */
const XOR_COMPILED = 2;
const XOR_EAGER = 14;

/** Compiled steps against the same steps launch by launch, on one thread. */
export function compiledAgainstEager(only: string, effort: Effort): Figure[] {
  return Object.entries(STEPS).flatMap(([name, make]) => {
    if (!name.includes(only)) return [];
    const { eager, compiled, dispose } = make();
    const times = race({ eager, compiled }, effort);
    dispose();
    const ratio = {
      name: `${name}: eager / compiled`,
      value: times.eager.best / times.compiled.best,
      unit: "×",
      detail: `eager ${time(times.eager.best)}, compiled ${time(times.compiled.best)}`,
    };
    if (name.startsWith("xor")) {
      return [
        { ...ratio, target: "", met: null },
        micro(`${name}: compiled`, times.compiled.best, XOR_COMPILED),
        micro(`${name}: eager`, times.eager.best, XOR_EAGER),
      ];
    }
    if (name === "mlp 784-256-128-10 b1 sgd") return [atLeast(1.2, ratio)];
    // Not slower; the clock is no better than a fiftieth.
    if (name.startsWith("mlp 784-256-128-10 b64")) return [atLeast(0.98, ratio)];
    return [{ ...ratio, target: "", met: null }];
  });
}

function micro(name: string, milliseconds: number, most: number): Figure {
  return atMost(most, { name, value: milliseconds * 1000, unit: "µs", detail: "" });
}
