/** What JSON may hold: anything, under any name. */
export type Members = Readonly<Record<string, unknown>>;

/** The members of an object in JSON; none if the text is something else. */
export function membersOf(text: string): Members {
  try {
    return asMembers(JSON.parse(text));
  } catch {
    return {};
  }
}

/** The members of a value; none if it is no object. */
export function asMembers(value: unknown): Members {
  return typeof value === "object" && value !== null ? (value as Members) : {};
}

/** Whether a value can be the share of samples that is held out, or null for none. */
export function isShare(value: unknown): value is number | null {
  return value === null || (typeof value === "number" && value > 0 && value < 1);
}

/** Whether a value can be a seed. */
export function isSeed(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}
