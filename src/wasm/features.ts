/** (func (drop (i8x16.relaxed_swizzle (v128.const 0) (v128.const 0)))): valid where relaxed SIMD is. */
const RELAXED_PROBE = new Uint8Array([
  0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 15, 1, 13, 0, 65, 1, 253, 15, 65, 2, 253, 15,
  253, 128, 2, 11,
]);

export function hasRelaxedSimd(): boolean {
  return WebAssembly.validate(RELAXED_PROBE);
}

/** Why memory cannot be shared here, or nothing if it can. A page that is not isolated may make shared memory, not share it. */
export function whyNotShared(): string {
  if (typeof crossOriginIsolated === "boolean" && !crossOriginIsolated) {
    return "the page is not cross-origin isolated; serve it with COOP: same-origin and COEP: require-corp";
  }
  if (typeof SharedArrayBuffer === "undefined") return "the host has no SharedArrayBuffer";
  return "";
}
