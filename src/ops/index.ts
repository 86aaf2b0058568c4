export { add } from "./add.ts";
export { linear } from "./linear.ts";
export { mul } from "./mul.ts";
export { relu } from "./relu.ts";
export { reshape } from "./reshape.ts";
export { sum } from "./sum.ts";
