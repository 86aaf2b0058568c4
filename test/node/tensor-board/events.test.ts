import { describe, expect, test } from "vitest";
import { type Content, encodeEvent, type What } from "../../../src/node/tensor-board/events.ts";
import { histogramOf } from "../../../src/node/tensor-board/histogram.ts";
import { encodeRecord } from "../../../src/node/tensor-board/records.ts";
import CASES from "../../golden/event-files.json" with { type: "json" };

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString("hex");

/** JSON has no numbers that are not finite. */
function contentOf(golden: { kind: string; value?: number | string; buckets?: number[]; text?: string }): Content {
  if (golden.kind === "scalar") return { kind: "scalar", value: Number(golden.value) };
  if (golden.kind === "text") return { kind: "text", text: golden.text! };
  return { kind: "histogram", buckets: Float64Array.from(golden.buckets!) };
}

describe("event files", () => {
  test.each(CASES.map((c, i) => [i, c.what.kind, c] as const))("are those of protobuf: %i, %s", (_, __, golden) => {
    const { seconds, step, what, hex: wanted } = golden;
    const contents = "contents" in what ? what.contents : [];
    const made = new Map(contents.map(([tag, content]) => [tag as string, contentOf(content as never)]));
    const given = what.kind === "summary" ? { kind: "summary", contents: made } : { kind: what.kind };
    expect(hex(encodeRecord(encodeEvent(seconds, step, given as What)))).toBe(wanted);
  });

  test("are those that TensorFlow wrote for a version and a scalar", () => {
    // Source: TensorBoard, tensorboard/data/server/tf_record.rs, the dump of tf.summary.scalar("accuracy", 0.99, step=77) in its tests.
    const secondsOf = (bytes: number[]) => new DataView(Uint8Array.from(bytes).buffer).getFloat64(0, true);
    const version = encodeEvent(secondsOf([0, 0, 0x80, 0x38, 0x99, 0xd6, 0xd7, 0x41]), 0, { kind: "version" });
    expect(hex(encodeRecord(version))).toBe(
      `1800000000000000a37f4b22${"090000803899d6d741"}1a0d${hex(Buffer.from("brain.Event:2"))}124b36ab`,
    );
    const contents = new Map([["accuracy", { kind: "scalar", value: 0.99 } as const]]);
    const seconds = secondsOf([0xc4, 0x05, 0xb7, 0x3d, 0x99, 0xd6, 0xd7, 0x41]);
    const accuracy = encodeEvent(seconds, 77, { kind: "summary", contents });
    expect(hex(encodeRecord(accuracy))).toBe(
      "3200000000000000241956ec" +
        `09c405b73d99d6d741104d2a250a230a08${hex(Buffer.from("accuracy"))}420a080112002204a4707d3f` +
        `4a0b0a090a07${hex(Buffer.from("scalars"))}a55b6433`,
    );
  });

  test("have the checksums of TensorBoard's own tests", () => {
    const footer = (text: string) => hex(encodeRecord(Buffer.from(text, "latin1"))).slice(-8);
    expect(footer("\x1a\x11CRC test, one two")).toBe("8ad09457");
  });
});

describe("histogramOf", () => {
  test("counts each number once, between the least and the largest", () => {
    const numbers = Float32Array.from({ length: 1000 }, (_, i) => Math.fround(Math.sin(i) * 3 + 1));
    const buckets = histogramOf(numbers);
    expect(buckets).toHaveLength(90);
    const [least, most] = [Math.min(...numbers), Math.max(...numbers)];
    expect([buckets[0], buckets[88]]).toEqual([least, most]);
    let total = 0;
    for (let i = 0; i < 30; i++) {
      const [left, right, count] = buckets.subarray(3 * i) as unknown as [number, number, number];
      total += count;
      if (i > 0) expect(left).toBe(buckets[3 * i - 2]);
      expect(right - left).toBeCloseTo((most - least) / 30, 12);
      const isIn = (x: number): boolean => x >= left && (i === 29 ? x <= right : x < right);
      expect(Math.abs(numbers.filter(isIn).length - count)).toBeLessThanOrEqual(1); // at an edge, by rounding
    }
    expect(total).toBe(1000);
  });

  test("has one bucket for equal numbers, none without numbers, and leaves out what is not finite", () => {
    expect([...histogramOf(Float32Array.of(2, 2, NaN, 2))]).toEqual([1.5, 2.5, 3]);
    expect([...histogramOf(Float32Array.of(NaN, Infinity))]).toEqual([]);
    const buckets = histogramOf(Float32Array.of(-Infinity, 0, 30, 30, 1));
    expect([buckets[2], buckets[5], buckets[89]]).toEqual([1, 1, 2]);
  });
});
