import { FormatError } from "../base/errors.ts";
import { Linear, type Module, Sequential, Unflatten } from "../nn/index.ts";
import { ACTIVATIONS, chosen, IMAGE_MODELS } from "./choices.ts";
import { membersOf } from "./members.ts";

/** A network in words: what rebuilds it before its parameters are loaded. */
export type Architecture = DenseArchitecture | ImageArchitecture;

/** A dense network in words: what rebuilds it before its parameters are loaded. */
export interface DenseArchitecture {
  readonly model?: undefined;
  readonly inputs: number;
  /** Units of the hidden layers; none makes a linear model. */
  readonly hidden: readonly number[];
  /** Behind each hidden layer: a name in `ACTIVATIONS`. */
  readonly activation: string;
  readonly outputs: number;
}

/** A convolutional network in words. */
export interface ImageArchitecture {
  /** A name in `IMAGE_MODELS`. */
  readonly model: string;
  /** Height and width of the images, whose pixels come row by row. */
  readonly size: readonly [number, number];
  readonly inputs: number;
  readonly outputs: number;
}

/** No layer that the command makes is larger, so a file that asks for one is refused before memory is. */
const MOST_UNITS = 2 ** 24;
/** Nor does it know larger pictures. */
const LONGEST_SIDE = 256;

/** The network, with parameters drawn from the default generator. */
export function build(architecture: Architecture): Sequential {
  const { inputs, outputs } = architecture;
  if (architecture.model !== undefined) {
    const { size } = architecture;
    const layers = chosen("train", "--model", IMAGE_MODELS, architecture.model)(size, outputs);
    return new Sequential(new Unflatten(1, [1, ...size]), ...layers);
  }
  const { hidden, activation } = architecture;
  const make = chosen("train", "--activation", ACTIVATIONS, activation);
  const layers: Module[] = [];
  let width = inputs;
  for (const units of hidden) {
    layers.push(new Linear(width, units), make());
    width = units;
  }
  return new Sequential(...layers, new Linear(width, outputs));
}

/** `64 → 128 → relu → 10`, `8×8 → cnn → 10` */
export function formatArchitecture(architecture: Architecture): string {
  const { inputs, outputs } = architecture;
  if (architecture.model !== undefined) return [architecture.size.join("×"), architecture.model, outputs].join(" → ");
  const { hidden, activation } = architecture;
  return [inputs, ...hidden.flatMap((units) => [units, activation]), outputs].join(" → ");
}

/** Reads what `JSON.stringify` made of an architecture. Throws `FormatError` for anything else; `op` begins the message. */
export function parseArchitecture(op: string, text: string): Architecture {
  const { inputs, hidden, activation, outputs, model, size } = membersOf(text);
  if (typeof model === "string" && Object.hasOwn(IMAGE_MODELS, model) && isUnits(outputs) && isSize(size)) {
    if (inputs === size[0] * size[1]) return { model, size, inputs, outputs };
  }
  const isKnown = typeof activation === "string" && Object.hasOwn(ACTIVATIONS, activation);
  if (!isUnits(inputs) || !isUnits(outputs) || !Array.isArray(hidden) || !hidden.every(isUnits) || !isKnown) {
    throw new FormatError(`${op}: the architecture is ${text.slice(0, 120)}, expected what train writes`);
  }
  return { inputs, hidden, activation, outputs };
}

function isSize(value: unknown): value is [number, number] {
  return Array.isArray(value) && value.length === 2 && value.every((n) => isUnits(n) && n <= LONGEST_SIDE);
}

function isUnits(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 1 && (value as number) <= MOST_UNITS;
}
