import { createHash } from "node:crypto";
import { mkdirSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { fingerprintOf } from "../../src/cli/data/fingerprint.ts";
import { scratch } from "../helpers/scratch.ts";

const files = scratch();
const { signal } = new AbortController();
const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");

describe("fingerprintOf", () => {
  test("is that of a file's bytes, and of the four files of mnist in their order", async () => {
    const path = files.write("a.csv", "a,b\n1,2\n");
    expect(await fingerprintOf("train", path, undefined, signal)).toBe(sha256("a,b\n1,2\n"));
    mkdirSync(files.path("mnist"));
    const names = ["train-images-idx3", "train-labels-idx1", "t10k-images-idx3", "t10k-labels-idx1"];
    for (const [i, name] of names.entries()) files.write(`mnist/${name}-ubyte.gz`, `part ${i} `);
    expect(await fingerprintOf("train", "mnist", files.path("mnist"), signal)).toBe(
      sha256("part 0 part 1 part 2 part 3 "),
    );
  });

  test("tells datasets of the package apart, and stays", async () => {
    const found = await Promise.all(
      ["digits", "iris", "wine"].map((name) => fingerprintOf("train", name, undefined, signal)),
    );
    expect(new Set(found).size).toBe(3);
    for (const digest of found) expect(digest).toMatch(/^[0-9a-f]{64}$/);
    expect(await fingerprintOf("train", "iris", undefined, signal)).toBe(found[1]);
  });

  test("is none where bytes come once, and ends when interrupted", async () => {
    expect(await fingerprintOf("train", "/dev/null", undefined, signal)).toBe(null);
    await expect(fingerprintOf("train", files.path("nowhere"), undefined, signal)).rejects.toThrow(
      "nowhere cannot be read: ENOENT",
    );
    await expect(fingerprintOf("train", files.folder, undefined, signal)).rejects.toThrow("cannot be read: EISDIR");
    await expect(fingerprintOf("train", files.path("a.csv"), undefined, AbortSignal.abort())).rejects.toThrow(
      "aborted",
    );
  });
});
