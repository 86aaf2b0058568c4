import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { PbfReader } from "pbf";
import { expect } from "vitest";

/** An event as TensorBoard understands it. */
export interface SeenEvent {
  seconds: number;
  step: number;
  version?: string;
  /** Whether a session starts. */
  starts?: boolean;
  values: { tag: string; plugin: string; numbers: number[]; text?: string }[];
}

/** The events in the files of a folder, one file after the other in the order of their names. */
export function eventsIn(folder: string): SeenEvent[] {
  return readdirSync(folder)
    .sort()
    .flatMap((name) => {
      expect(name).toMatch(/^events\.out\.tfevents\.\d{10}\./);
      return recordsIn(readFileSync(join(folder, name))).map(eventOf);
    });
}

/** What TensorBoard shows of a tag: the last of each step, and nothing from the step on at which a session started later. */
export function shown(events: readonly SeenEvent[], tag: string): [step: number, number: number][] {
  let points: [number, number][] = [];
  for (const { step, starts, values } of events) {
    if (starts === true) points = points.filter(([before]) => before < step);
    for (const value of values) if (value.tag === tag) points.push([step, value.numbers[0]!]);
  }
  return points;
}

function recordsIn(file: Buffer): Uint8Array[] {
  const records: Uint8Array[] = [];
  for (let at = 0; at < file.length;) {
    const length = Number(file.readBigUInt64LE(at));
    expect(file.readUInt32LE(at + 8)).toBe(masked(file.subarray(at, at + 8)));
    const data = file.subarray(at + 12, at + 12 + length);
    expect(file.readUInt32LE(at + 12 + length)).toBe(masked(data));
    records.push(data);
    at += 16 + length;
  }
  return records;
}

function eventOf(data: Uint8Array): SeenEvent {
  return new PbfReader(data).readFields<SeenEvent>(
    (tag, event, pbf) => {
      if (tag === 1) event.seconds = pbf.readDouble();
      else if (tag === 2) event.step = pbf.readVarint();
      else if (tag === 3) event.version = pbf.readString();
      else if (tag === 7)
        event.starts = pbf.readMessage<number[]>((t, all) => t === 1 && all.push(pbf.readVarint()), [])[0] === 1;
      else if (tag === 5) pbf.readMessage((t) => t === 1 && event.values.push(valueIn(pbf)), null);
    },
    { seconds: 0, step: 0, values: [] },
  );
}

function valueIn(pbf: PbfReader): SeenEvent["values"][number] {
  let dtype = 0;
  return pbf.readMessage(
    (tag, value) => {
      if (tag === 1) value.tag = pbf.readString();
      if (tag === 9)
        pbf.readMessage(
          (t) => t === 1 && pbf.readMessage((u) => u === 1 && (value.plugin = pbf.readString()), null),
          null,
        );
      if (tag !== 8) return;
      pbf.readMessage((t) => {
        if (t === 1) dtype = pbf.readVarint();
        else if (t === 8) value.text = pbf.readString();
        else if (t === 4) value.numbers = numbersIn(pbf.readBytes(), dtype === 1 ? 4 : 8);
      }, null);
    },
    { tag: "", plugin: "", numbers: [] as number[] } as SeenEvent["values"][number],
  );
}

function numbersIn(bytes: Uint8Array, size: 4 | 8): number[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Array.from({ length: bytes.length / size }, (_, i) =>
    size === 4 ? view.getFloat32(4 * i, true) : view.getFloat64(8 * i, true),
  );
}

/** The checksum by the definition of CRC-32C, bit by bit. */
function masked(data: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of data) {
    crc ^= byte;
    for (let i = 0; i < 8; i++) crc = (crc >>> 1) ^ (crc & 1 ? 0x82f63b78 : 0);
  }
  crc = ~crc;
  return (((crc >>> 15) | (crc << 17)) + 0xa282ead8) >>> 0;
}
