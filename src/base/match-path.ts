/** Which parameters of a model: those whose path begins with a text, or fits a pattern. */
export type PathMatch = string | RegExp;

/** Whether a parameter's path is one of those. */
export function matchesPath(path: string, match: PathMatch): boolean {
  return typeof match === "string" ? path.startsWith(match) : path.search(match) >= 0;
}
