import { FormatError } from "../base/errors.ts";
import { Linear, type Module, Sequential } from "../nn/index.ts";
import { ACTIVATIONS, chosen } from "./choices.ts";
import { membersOf } from "./members.ts";

/** A dense network in words: what rebuilds it before its parameters are loaded. */
export interface Architecture {
  readonly inputs: number;
  /** Units of the hidden layers; none makes a linear model. */
  readonly hidden: readonly number[];
  /** Behind each hidden layer: a name in `ACTIVATIONS`. */
  readonly activation: string;
  readonly outputs: number;
}

/** No layer that the command makes is larger, so a file that asks for one is refused before memory is. */
const MOST_UNITS = 2 ** 24;

/** The network, with parameters drawn from the default generator. */
export function build({ inputs, hidden, activation, outputs }: Architecture): Sequential {
  const make = chosen("train", "--activation", ACTIVATIONS, activation);
  const layers: Module[] = [];
  let width = inputs;
  for (const units of hidden) {
    layers.push(new Linear(width, units), make());
    width = units;
  }
  return new Sequential(...layers, new Linear(width, outputs));
}

/** `64 → 128 → relu → 10` */
export function formatArchitecture({ inputs, hidden, activation, outputs }: Architecture): string {
  return [inputs, ...hidden.flatMap((units) => [units, activation]), outputs].join(" → ");
}

/** Reads what `JSON.stringify` made of an architecture. Throws `FormatError` for anything else; `op` begins the message. */
export function parseArchitecture(op: string, text: string): Architecture {
  const { inputs, hidden, activation, outputs } = membersOf(text);
  const isKnown = typeof activation === "string" && Object.hasOwn(ACTIVATIONS, activation);
  if (!isUnits(inputs) || !isUnits(outputs) || !Array.isArray(hidden) || !hidden.every(isUnits) || !isKnown) {
    throw new FormatError(`${op}: the architecture is ${text.slice(0, 120)}, expected what train writes`);
  }
  return { inputs, hidden, activation, outputs };
}

function isUnits(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 1 && (value as number) <= MOST_UNITS;
}
