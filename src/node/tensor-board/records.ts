import crc32c from "crc-32/crc32c.js";

/**
 * A record of a TFRecord file: the length of the data as 64 bits, a checksum of these, the data, a checksum of it; all little-endian.
 *
 * Source: TensorFlow, tensorflow/core/lib/io/record_writer.h, "Format of a single record".
 */
export function encodeRecord(data: Uint8Array): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(data.length + 16);
  const view = new DataView(bytes.buffer);
  view.setBigUint64(0, BigInt(data.length), true);
  view.setUint32(8, maskedChecksum(bytes.subarray(0, 8)), true);
  bytes.set(data, 12);
  view.setUint32(12 + data.length, maskedChecksum(data), true);
  return bytes;
}

/** CRC-32C, turned by 15 bits and moved, so that checksums of data with checksums in it are none of its own. Source: the same, crc32c.h. */
function maskedChecksum(data: Uint8Array): number {
  const crc = crc32c.buf(data, 0) >>> 0;
  return (((crc >>> 15) | (crc << 17)) + 0xa282ead8) >>> 0;
}
