import { expect, test } from "vitest";
import { Detector } from "../../src/autograd/anomaly.ts";
import { watched } from "../../src/autograd/watch.ts";
import { full } from "../../src/tensor/creation.ts";
import { scope } from "../../src/tensor/scope.ts";
import type { Tensor } from "../../src/tensor/tensor.ts";
import { bitsOf, withGradients } from "../helpers/replay.ts";
import { CASES } from "./cases/all.ts";
import { rewind } from "./cases/inputs.ts";

/** Leaves NaN wherever memory is free that is handed out next. */
function poison(): void {
  scope(() => {
    for (let bytes = 64; bytes <= 2 ** 22; bytes *= 2) for (let i = 0; i < 4; i++) full([bytes / 4], NaN);
  });
}

test.each(Object.keys(CASES))(
  "%s of finite numbers is no anomaly, whatever memory held, and has the same bits",
  (name) => {
    const [f, inputs] = CASES[name]!;
    const run = (): number[][] => scope(() => (rewind(), poison(), withGradients(f, inputs).map(bitsOf)));
    const wanted = run();
    const detector = new Detector({ place: () => "", nameOf: () => name });
    // Also infinite gradients would be one.
    expect(watched(detector, run)).toEqual(wanted);
  },
);

test("every op tells of its result, but those that make no numbers of their own", () => {
  const silent = Object.entries(CASES).filter(([, [f, inputs]]) =>
    scope(() => {
      rewind();
      const told = new Set<Tensor>();
      const watcher = { forward: (_: string, y: Tensor) => void told.add(y), loss() {}, backward() {}, gradients() {} };
      const y = watched(watcher, () => f(...inputs));
      return y.dtype === "float32" && !told.has(y);
    }),
  );
  expect(silent.map(([name]) => name)).toEqual(["detach", "oneHot"]);
});
