export { Adam, type AdamOptions } from "./adam.ts";
export { Optimizer, type Trained } from "./optimizer.ts";
export { SGD, type SGDOptions } from "./sgd.ts";
