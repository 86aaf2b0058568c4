import { afterEach, describe, expect, test, vi } from "vitest";
import { info } from "../../src/cli/info.ts";
import { runIn } from "../helpers/job.ts";
import { scratch } from "../helpers/scratch.ts";

const files = scratch();

afterEach(() => {
  vi.restoreAllMocks();
});

/** What `info` prints, as lines. */
async function told(path: string): Promise<string[]> {
  const printed: string[] = [];
  vi.spyOn(console, "log").mockImplementation((text: string) => void printed.push(text));
  expect(await info(path)).toBe(0);
  return printed.join("\n").split("\n");
}

/** A safetensors file with this header and so many bytes behind it. */
function foreign(name: string, header: string, bytes: number): string {
  const length = Buffer.alloc(8);
  length.writeUInt32LE(header.length);
  return files.write(name, Buffer.concat([length, Buffer.from(header), Buffer.alloc(bytes)]));
}

describe("info", () => {
  test("tells tensors, network, task and columns of a table's model", async () => {
    const rows = Array.from({ length: 40 }, (_, i) => [i, i % 5 === 1 ? "" : (i * 3) % 7, "abc"[i % 3]!, i, i * 1.5]);
    const path = files.table("t.csv", ["a", "b", "letter", "id", "price"], rows);
    const options = { target: "price", hidden: [3, 2], epochs: 1, missing: "median", ignore: ["id"] } as const;
    const { folder } = await runIn(files.folder, path, options);
    const lines = await told(folder);
    expect(lines[0]).toBe(`${folder}/model.safetensors`);
    expect(lines.slice(2, 11)).toEqual([
      "Tensor    Type  Shape   Numbers",
      "0.weight  F32   [3, 5]       15",
      "0.bias    F32   [3]           3",
      "2.weight  F32   [2, 3]        6",
      "2.bias    F32   [2]           2",
      "4.weight  F32   [1, 2]        2",
      "4.bias    F32   [1]           1",
      "",
      "6 tensors, 29 parameters, 116 bytes",
    ]);
    const text = lines.slice(12).join("\n");
    expect(text).toMatch(/^Task +regression of price$/m);
    expect(text).toMatch(/^Architecture +5 → 3 → relu → 2 → relu → 1$/m);
    expect(text).toMatch(/^Trained with +.*t\.csv, seed 7, loss mse$/m);
    expect(text).toMatch(/^Ignored +id$/m);
    expect(text).toMatch(/^Target +\(v - [\d.]+\) \/ [\d.]+$/m);
    expect(text).toMatch(/^a +number +\(v - [\d.]+\) \/ [\d.]+ +[\d.]+$/m);
    expect(text).toMatch(/^letter +text +0 or 1 for each of a, b, c +[abc]$/m);
  });

  test("tells where numbers enter as they are, texts as places, and what empty cells are", async () => {
    const rows = Array.from({ length: 40 }, (_, i) => [i, "abc"[i % 3]!, ["no", "yes"][i % 2]!]);
    const path = files.table("u.csv", ["a", "letter", "answer"], rows);
    const options = { target: "answer", hidden: [], epochs: 1, scale: "none", text: "ordinal" } as const;
    const text = (await told((await runIn(files.folder, path, options)).folder)).join("\n");
    expect(text).toMatch(/^Task +classification of answer into 2 classes \(no, yes\)$/m);
    expect(text).toMatch(/^Architecture +2 → 2$/m);
    expect(text).toMatch(/^a +number +as it is +an error$/m);
    expect(text).toMatch(/^letter +text +place in a, b, c, as it is +an error$/m);
    const dropping = await runIn(files.folder, path, { ...options, missing: "drop", validation: 0.25 });
    const dropped = (await told(dropping.folder)).join("\n");
    expect(dropped).toMatch(/^a +number +as it is +row left out$/m);
    expect(dropped).toContain("seed 7, 0.25 held out, loss cross-entropy");
  });

  test("tells what a file of another program holds, of any dtype, and cuts and cleans its texts", async () => {
    const texts = `"__metadata__":{"format":"pt","long":"${"y".repeat(300)}","\\u001b[2J":"a\\nb"}`;
    const header = `{${texts},"model.w":{"dtype":"BF16","shape":[2,3],"data_offsets":[0,12]}}`;
    expect(await told(foreign("foreign.safetensors", header, 12))).toEqual([
      files.path("foreign.safetensors"),
      "",
      "Tensor   Type  Shape   Numbers",
      "model.w  BF16  [2, 3]        6",
      "",
      "1 tensor, 6 parameters, 12 bytes",
      "",
      "Text    Value",
      "format  pt",
      `long    ${"y".repeat(200)}…`,
      "\ufffd[2J    a b",
    ]);
    expect(await told(foreign("bare.safetensors", "{}", 0))).toEqual([
      files.path("bare.safetensors"),
      "",
      "Tensor  Type  Shape  Numbers",
      "",
      "0 tensors, 0 parameters, 0 bytes",
    ]);
  });
});
