import { matchesPath, type PathMatch } from "../../base/match-path.ts";
import { ValueError } from "../../base/errors.ts";

/** Options for some of the parameters: those that `match` and that no group before has. What is left out is as for the others. */
export type GroupOptions<O> = Partial<Omit<O, "groups">> & {
  /** Their path, or one above them; a pattern that their paths fit; or a function of these. */
  readonly match: PathMatch;
};

/** What an optimizer keeps in memory. */
export interface Layout {
  /** What is kept for each parameter, in its shape: names, and the number that fills it at the start. */
  readonly buffers: Readonly<Record<string, number>>;
  /** float64 numbers that a tick reads, and may count on, finite and from 0 on; the learning rate comes first. */
  readonly cells: readonly number[];
  /** How many float32 factors a tick derives from them. */
  readonly factors: number;
  /** Whether each parameter counts its own steps, in cells of its own; else all of a group share one set. */
  readonly counts: boolean;
}

/** A layout for parameters that match. */
export interface GroupLayout extends Layout {
  readonly match: PathMatch;
  /** Whether it has a learning rate of its own, and does not follow the optimizer's. */
  readonly hasRate: boolean;
}

/** The layouts of the groups among `options`, each of the options with what the group says in their place. */
export function groupsOf<O extends { readonly groups?: readonly GroupOptions<O>[] }>(
  op: string,
  options: O,
  layoutOf: (op: string, options: O) => Layout,
): GroupLayout[] {
  return (options.groups ?? []).map(({ match, ...own }, i) => ({
    ...layoutOf(`${op}: groups[${i}]`, { ...options, ...own }),
    match,
    hasRate: "learningRate" in own,
  }));
}

/** Which group each path is in, 0 for none. Throws `ValueError` for a group without any. */
export function divide(op: string, paths: readonly string[], groups: readonly GroupLayout[]): number[] {
  const found = paths.map((path) => 1 + groups.findIndex(({ match }) => matchesPath(path, match)));
  groups.forEach(({ match }, i) => {
    if (found.includes(i + 1)) return;
    throw new ValueError(
      `${op}: groups[${i}].match is ${String(match)}, expected the path of a parameter that no group before has; ` +
        `there are ${paths.slice(0, 8).join(", ")}${paths.length > 8 ? ", …" : ""}`,
    );
  });
  return found;
}
