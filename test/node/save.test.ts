import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { FileError, FormatError, ValueError } from "../../src/base/errors.ts";
import { encode } from "../../src/io/safetensors.ts";
import { Linear, ReLU, Sequential } from "../../src/nn/index.ts";
import { load, save } from "../../src/node/index.ts";
import { zeros } from "../../src/tensor/creation.ts";
import { memoryStats } from "../../src/wasm/heap.ts";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "wasmgrad-"));
});
afterAll(async () => {
  await rm(folder, { recursive: true });
});

const network = () => new Sequential(new Linear(3, 4), new ReLU(), new Linear(4, 2));
const bits = (model: Sequential) => Array.from(model.parameters(), (p) => Array.from(new Uint32Array(p.data.buffer)));
/** Root may write anywhere, whatever the modes say. */
const isRoot = process.getuid?.() === 0;

describe("save and load", () => {
  test("give the same model, texts too, and keep no memory", async () => {
    const [model, other] = [network(), network()];
    const path = join(folder, "model.safetensors");
    const before = memoryStats().live;
    await save(model, path, new Map([["epochs", "20"]]));
    expect(bits(other)).not.toEqual(bits(model));
    expect([...(await load(other, path))]).toEqual([["epochs", "20"]]);
    expect(bits(other)).toEqual(bits(model));
    expect(memoryStats().live).toBe(before);
    expect((await readFile(path)).toString("latin1")).toContain('"0.weight":{"dtype":"F32","shape":[4,3]');
  });

  test("replace a file as a whole, with its mode, also behind a link, and leave nothing beside it", async () => {
    const inside = join(folder, "replace");
    await mkdir(inside);
    const [path, link] = [join(inside, "a"), join(inside, "b")];
    await writeFile(path, "old", { mode: 0o600 });
    await symlink(path, link);
    await save(network(), link);
    expect((await readdir(inside)).sort()).toEqual(["a", "b"]);
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    await load(network(), path);
  });

  test("survive many writers at once", async () => {
    const inside = join(folder, "many");
    await mkdir(inside);
    const path = join(inside, "a");
    const models = Array.from({ length: 8 }, network);
    await Promise.all(models.map((model) => save(model, path)));
    expect(await readdir(inside)).toEqual(["a"]);
    const last = network();
    await load(last, path);
    expect(models.map(bits)).toContainEqual(bits(last));
  });

  test("name a file that cannot be written, and leave what was there", async () => {
    const inside = join(folder, "file");
    await writeFile(inside, "");
    const model = network();
    await expect(save(model, join(folder, "nowhere", "a"))).rejects.toThrow(FileError);
    await expect(save(model, join(folder, "nowhere", "a"))).rejects.toThrow(
      `save: ${join(folder, "nowhere", "a")} cannot be written: ENOENT: no such file or directory`,
    );
    await expect(save(model, join(inside, "a"))).rejects.toThrow("cannot be written: ENOTDIR");
    await mkdir(join(folder, "full"));
    await writeFile(join(folder, "full", "x"), "");
    await expect(save(model, join(folder, "full"))).rejects.toThrow(FileError);
    expect(await readdir(join(folder, "full"))).toEqual(["x"]);
    expect((await readdir(folder)).filter((name) => name.startsWith(".wasmgrad"))).toEqual([]);
  });

  test.skipIf(isRoot)("name a folder that is not ours (not as root)", async () => {
    const locked = join(folder, "locked");
    await mkdir(locked, { mode: 0o500 });
    await expect(save(network(), join(locked, "a"))).rejects.toThrow("cannot be written: EACCES: permission denied");
    await chmod(locked, 0o700);
  });

  test("name a file that cannot be read, or is no model or another one, and leave the model as it was", async () => {
    const model = network();
    const before = bits(model);
    const live = memoryStats().live;
    const path = join(folder, "wrong");
    await expect(load(model, join(folder, "nothing"))).rejects.toThrow(FileError);
    await expect(load(model, join(folder, "nothing"))).rejects.toThrow("nothing cannot be read: ENOENT");
    await expect(load(model, folder)).rejects.toThrow(FileError);
    await writeFile(path, "not at all a model");
    await expect(load(model, path)).rejects.toThrow(FormatError);
    await expect(load(model, path)).rejects.toThrow(`load: ${path}: safetensors: the header is`);
    const stranger = zeros([1]);
    await writeFile(path, encode(new Map([["x", stranger]])));
    stranger.dispose();
    await expect(load(model, path)).rejects.toThrow(ValueError);
    await expect(load(model, path)).rejects.toThrow('"0.weight" is missing');
    expect(bits(model)).toEqual(before);
    expect(memoryStats().live).toBe(live);
  });
});
