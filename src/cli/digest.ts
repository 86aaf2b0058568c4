import { createHash } from "node:crypto";
import type { Tensor } from "../tensor/tensor.ts";

/** SHA-256 of the bits of a tensor's numbers, in hexadecimal. */
export function digestOf(tensor: Tensor): string {
  return createHash("sha256").update(new Uint8Array(tensor.data.buffer)).digest("hex");
}
