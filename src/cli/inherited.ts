import { ValueError } from "../base/errors.ts";
import type { Architecture } from "./architecture.ts";
import { flagOf } from "./flag.ts";
import type { NetworkOptions } from "./options.ts";

/** Options with the layers of a network that is there. Throws `ValueError` if they say other layers. */
export function inherited<T extends NetworkOptions>(options: T, architecture: Architecture): T {
  const layers: NetworkOptions =
    architecture.model === undefined
      ? { hidden: architecture.hidden, activation: architecture.activation }
      : { model: architecture.model };
  checkSaid(
    { model: options.model, hidden: options.hidden, activation: options.activation },
    { model: "dense", ...layers },
  );
  return { ...options, ...layers };
}

/** Throws `ValueError` if an option says something else than what the model of `--from` has. */
export function checkSaid(said: Readonly<Record<string, unknown>>, has: Readonly<Record<string, unknown>>): void {
  for (const [option, value] of Object.entries(said)) {
    if (value === undefined || String(value) === String(has[option])) continue;
    throw new ValueError(
      `train: ${flagOf(option)} is ${String(value)}, expected none beside --from: the layers are those of its model`,
    );
  }
}
