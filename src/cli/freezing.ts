import { ValueError } from "../base/errors.ts";
import { freeze, type Module } from "../nn/index.ts";

/** Paths that a message lists. */
const LISTED = 40;

/**
 * Keeps parameters from being trained: those at some paths and below them, where `*` stands for anything. Answers their paths. Throws
 * `ValueError` for a path that the model has not, and if none is left to be trained.
 */
export function freezePaths(model: Module, patterns: readonly string[]): string[] {
  const paths = Array.from(model.namedParameters(), ([path]) => path);
  const expected = paths.slice(0, LISTED).join(", ") + (paths.length > LISTED ? ", …" : "");
  for (const pattern of patterns) {
    const match = expressionOf(pattern);
    if (!paths.some((path) => match.test(path))) {
      throw new ValueError(`train: --freeze is ${pattern}, expected some of ${expected}, or what they begin with`);
    }
    freeze(model, match);
  }
  const frozen = Array.from(model.namedParameters()).flatMap(([path, { trainable }]) => (trainable ? [] : [path]));
  if (frozen.length < paths.length) return frozen;
  throw new ValueError(
    `train: --freeze is ${patterns.join()}, which leaves nothing to be trained, expected some of ${expected}`,
  );
}

function expressionOf(pattern: string): RegExp {
  const escaped = pattern.replace(/[\\^$.|?+()[\]{}]/g, "\\$&").replaceAll("*", ".*");
  return new RegExp(`^${escaped}(\\.|$)`);
}
