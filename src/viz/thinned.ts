import type { Place } from "./layers.ts";

/** Of a curve through shares, what can be seen: places nearer to the last one kept than a pixel or so are left out, but for both ends. */
export function thinned(places: readonly Place[]): Place[] {
  const kept: Place[] = [];
  for (const [i, place] of places.entries()) {
    const last = kept.at(-1);
    const isNear = last !== undefined && Math.hypot(place[0] - last[0], place[1] - last[1]) < NEAR;
    if (!isNear || i === places.length - 1) kept.push(place);
  }
  return kept;
}

const NEAR = 1 / 500;
