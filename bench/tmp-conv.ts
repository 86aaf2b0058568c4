import { init } from "../src/wasm/init.ts";
import { flush } from "../src/wasm/list.ts";
import { convolve, filterGradient, inputGradient, type Geometry } from "../src/ops/support/convolution.ts";
import { randn as normal } from "../src/tensor/random.ts";
import { loadPeak } from "./peak/load.ts";
import { quick } from "./harness.ts";
const build = process.argv[2] === "relaxed" ? "relaxed" : "plain";
await init({ simd: build });
const peak = loadPeak(build, quick);
const time = (f: () => void) => { let best = 1e9; const end = performance.now() + 400; while (performance.now() < end) { const t = performance.now(); f(); flush(); best = Math.min(best, performance.now() - t); } return best; };
const w = (size: number, stride: number, before: number, dilation = 1) => ({ size, stride, dilation, before, after: before });
const cases: [string, number, number, number, number, number, number, number, number?][] = [
  ["64-64 28 b8", 8, 64, 64, 28, 3, 1, 1], ["64-64 56 b8", 8, 64, 64, 56, 3, 1, 1], ["32-64 14 b32", 32, 32, 64, 14, 3, 1, 1], ["24-32 12v", 32, 24, 32, 12, 3, 0, 1],
  ["1-32 28 b32", 32, 1, 32, 28, 3, 1, 1], ["1-24 5x5v", 32, 1, 24, 28, 5, 0, 1], ["32-32 5x5 28 b8", 8, 32, 32, 28, 5, 2, 1], ["64-64 s2 28 b8", 8, 64, 64, 28, 3, 1, 2], ["64-64 d2 28 b8", 8, 64, 64, 28, 3, 2, 1, 2], ["128-128 1x1 28 b8", 8, 128, 128, 28, 1, 0, 1],
];
peak.run(); let p = 0; for (let i = 0; i < 20; i++) { const t = performance.now(); peak.run(); p = Math.max(p, peak.flops / (performance.now() - t) / 1e6); }
console.log(build, "peak", p.toFixed(1));
for (const [name, B, C, O, H, R, pad, stride, dil = 1] of cases) {
  if (process.argv[3] && !name.includes(process.argv[3])) continue;
  const g: Geometry = { B, G: 1, M: O, D: C, image: [H, H], windows: [w(R, stride, pad, dil), w(R, stride, pad, dil)] };
  const x = normal([B, C, H, H]), f = normal([O, C, R, R]), b = normal([O]);
  const y = convolve(x, f, b, g);
  const P = y.shape[2]!;
  const flop = 2e-6 * B * O * P * P * C * R * R;
  const r = [() => convolve(x, f, b, g).dispose(), () => inputGradient(y, f, g).dispose(), () => filterGradient(x, y, g).dispose()].map((fn) => (flop / time(fn)));
  console.log(name.padEnd(20), r.map((v) => `${v.toFixed(1)} (${(v / p).toFixed(2)})`).join("  "));
}
