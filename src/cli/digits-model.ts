import { Linear, ReLU, Sequential } from "../nn/index.ts";

/** The network that learns digits: 64 pixels, one hidden layer, 10 logits. */
export function digitsModel(hidden: number): Sequential {
  return new Sequential(new Linear(64, hidden), new ReLU(), new Linear(hidden, 10));
}
