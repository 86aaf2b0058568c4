import { launch } from "../../wasm/generated/launch.ts";
import { Storage } from "../../wasm/storage.ts";

/** An image, or a batch of them, that needs no padding any more. */
export interface Padded {
  readonly address: number;
  readonly H: number;
  readonly W: number;
  release(): void;
}

/**
 * `planes` planes of `image` size at x, with `value` around so that they begin `before` rows and columns earlier and hold
 * `sizes`; where they need none, x itself. Negative numbers cut off.
 */
export function padded(
  x: number,
  planes: number,
  image: readonly [number, number],
  before: readonly [number, number],
  sizes: readonly [number, number],
  value = 0,
): Padded {
  const [H, W] = image;
  const [Hp, Wp] = sizes;
  if (before[0] === 0 && before[1] === 0 && Hp <= H && Wp <= W) return { address: x, H, W, release: () => undefined };
  const storage = new Storage(4 * planes * Hp * Wp);
  launch.pad_planes(storage.address, x, H, W, before[0], before[1], Hp, Wp, value, planes * Hp);
  return { address: storage.address, H: Hp, W: Wp, release: () => storage.release() };
}
