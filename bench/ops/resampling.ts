import * as ops from "../../src/ops/index.ts";
import type { Tensor } from "../../src/tensor/tensor.ts";
import * as baseline from "../baseline/resampling.ts";
import type { Case, Suite } from "../case.ts";
import { both, noise } from "../inputs.ts";

/** Images of another size, and as columns of their windows. */
export const resampling: Suite = {
  "interpolate nearest 512 of 28x28 to 56x56": () => double(512, 28, 28, "nearest"),
  "interpolate bilinear 512 of 28x28 to 56x56": () => double(512, 28, 28, "bilinear"),
  "unfold 3x3 512 of 28x28": () => unfold(512, 28, 28),
  "fold 3x3 512 of 28x28": () => fold(512, 28, 28),
};

/** What `run` makes, beside what the baseline writes. */
function makes(run: () => Tensor, want: Float32Array, plain: () => void): Case {
  return {
    ours: () => run().dispose(),
    baseline: plain,
    results: () => ({ got: run().data, want }),
    flops: 0,
    elements: want.length,
  };
}

function double(C: number, H: number, W: number, mode: "nearest" | "bilinear"): Case {
  const x = both(noise(C * H * W), 1, C, H, W);
  const y = new Float32Array(4 * C * H * W);
  const plain = mode === "nearest" ? baseline.doubleNearest : baseline.doubleBilinear;
  return makes(
    () => ops.interpolate(x.t, { scale: 2, mode }),
    y,
    () => plain(y, x.data, H, W),
  );
}

function unfold(C: number, H: number, W: number): Case {
  const x = both(noise(C * H * W), 1, C, H, W);
  const cols = new Float32Array(9 * C * H * W);
  return makes(
    () => ops.unfold(x.t, 3, { padding: 1 }),
    cols,
    () => baseline.unfold(cols, x.data, H, W),
  );
}

function fold(C: number, H: number, W: number): Case {
  const cols = both(noise(9 * C * H * W), 1, 9 * C, H * W);
  const x = new Float32Array(C * H * W);
  return makes(
    () => ops.fold(cols.t, [H, W], 3, { padding: 1 }),
    x,
    () => baseline.fold(x, cols.data, H, W),
  );
}
