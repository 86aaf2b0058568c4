/** Which parameters of a model: those whose path begins with a text, or fits a pattern. */
export type PathMatch = string | RegExp;

/** Whether a parameter's path is one of those. */
export function matchesPath(path: string, match: PathMatch): boolean {
  return typeof match === "string" ? path.startsWith(match) : path.search(match) >= 0;
}

/** Some of the parameters of a model. */
export interface PathFilter {
  /** Those whose paths begin so, or fit a pattern; default all. */
  readonly match?: PathMatch;
  /** Those to leave out of them; default none. */
  readonly except?: PathMatch;
}

/** Whether a parameter's path is among those. */
export function selectsPath(path: string, { match = "", except }: PathFilter): boolean {
  return matchesPath(path, match) && (except === undefined || !matchesPath(path, except));
}
