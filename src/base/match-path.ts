/**
 * Which paths of a model: one and all below it, such as `"encoder"` or `"encoder."`, which is not `"encoder2"`; those that fit a pattern; or
 * those that a function takes. The empty text means all.
 */
export type PathMatch = string | RegExp | ((path: string) => boolean);

/** Whether a path is one of those. */
export function matchesPath(path: string, match: PathMatch): boolean {
  if (typeof match === "function") return match(path);
  if (typeof match !== "string") return path.search(match) >= 0;
  return match === "" || path === match || path.startsWith(match.endsWith(".") ? match : `${match}.`);
}

/** Some of the parameters of a model. */
export interface PathFilter {
  /** A path and all below it, a pattern, or a function of paths; default all. */
  readonly match?: PathMatch;
  /** Those to leave out of them; default none. */
  readonly except?: PathMatch;
}

/** Whether a parameter's path is among those. */
export function selectsPath(path: string, { match = "", except }: PathFilter): boolean {
  return matchesPath(path, match) && (except === undefined || !matchesPath(path, except));
}
