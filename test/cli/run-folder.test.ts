import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { FileError, ValueError } from "../../src/base/errors.ts";
import { RUN_FILES, RunFolder } from "../../src/cli/run-folder.ts";

const base = mkdtempSync(join(tmpdir(), "wasmgrad-run-"));
let used = 0;

/** A new folder with an earlier run. */
const folderWithRun = (): string => folderWith(...RUN_FILES);

/** A new folder with these files. */
function folderWith(...files: string[]): string {
  const folder = join(base, String(used++));
  mkdirSync(folder);
  for (const file of files) writeFileSync(join(folder, file), "earlier");
  return folder;
}

const begin = async (path: string): Promise<RunFolder> => await RunFolder.begin(path, false);

afterAll(() => {
  rmSync(base, { recursive: true, force: true });
});

describe("RunFolder", () => {
  test("appears whole, and only when it is published", async () => {
    const parent = folderWith();
    const run = await begin(join(parent, "a/b"));
    writeFileSync(join(run.draft, "model.safetensors"), "new");
    expect(existsSync(join(parent, "a/b"))).toBe(false);
    await run.publish();
    await run.discard();
    expect(readdirSync(join(parent, "a"))).toEqual(["b"]);
    expect(readFileSync(join(parent, "a/b/model.safetensors"), "utf8")).toBe("new");
  });

  test("replaces an earlier run as a whole, which stays until then", async () => {
    const parent = folderWith();
    mkdirSync(join(parent, "run"));
    for (const name of RUN_FILES) writeFileSync(join(parent, "run", name), "earlier");
    const run = await begin(join(parent, "run"));
    writeFileSync(join(run.draft, "history.json"), "new");
    expect(readFileSync(join(parent, "run/history.json"), "utf8")).toBe("earlier");
    await run.publish();
    expect(readdirSync(parent)).toEqual(["run"]);
    expect(readdirSync(join(parent, "run"))).toEqual(["history.json"]);
    expect(readFileSync(join(parent, "run/history.json"), "utf8")).toBe("new");
  });

  test("leaves nothing behind when discarded, not even folders that it made, and all that was there", async () => {
    const parent = folderWithRun();
    for (const path of ["x/y/z", "x", "."]) {
      const run = await begin(join(parent, path));
      writeFileSync(join(run.draft, "model.safetensors"), "new");
      await run.discard();
      expect(readdirSync(parent)).toEqual([...RUN_FILES].sort());
    }
    const others = readdirSync(base).filter((name) => name.startsWith("."));
    expect(others).toEqual([]);
  });

  test("writes through a link to a folder", async () => {
    const [target, parent] = [folderWithRun(), folderWith()];
    symlinkSync(target, join(parent, "link"));
    const run = await begin(join(parent, "link"));
    await run.publish();
    expect(readdirSync(parent)).toEqual(["link"]);
    expect(readdirSync(target)).toEqual([]);
  });

  test("refuses to replace what is no run, and changes nothing", async () => {
    const foreign = folderWith("history.json", "thesis.txt");
    await expect(begin(foreign)).rejects.toThrow("which holds thesis.txt, expected a new folder");
    await expect(begin(join(foreign, "thesis.txt"))).rejects.toThrow("which is a file, expected a folder");
    await expect(begin("")).rejects.toThrow("--out is empty");
    await expect(begin(".")).rejects.toThrow("the current folder");
    await expect(begin("/")).rejects.toThrow(ValueError);
    expect(readdirSync(foreign).sort()).toEqual(["history.json", "thesis.txt"]);
  });

  test.each(RUN_FILES)("refuses to replace %s that is part of no run", async (name) => {
    const folder = folderWith(name);
    await expect(begin(folder)).rejects.toThrow(
      `which holds ${name} but not all of a run, expected a new folder or an earlier run`,
    );
    const others = folderWith(...RUN_FILES.filter((file) => file !== name));
    await expect(begin(others)).rejects.toThrow("but not all of a run");
    mkdirSync(join(others, name));
    await expect(begin(others)).rejects.toThrow(`which holds ${name}, expected`);
    expect(readFileSync(join(folder, name), "utf8")).toBe("earlier");
    expect(readdirSync(others).sort()).toEqual([...RUN_FILES].sort());
  });

  test("takes an empty folder", async () => {
    const folder = folderWith();
    const run = await begin(folder);
    writeFileSync(join(run.draft, "report.html"), "new");
    await run.publish();
    expect(readdirSync(folder)).toEqual(["report.html"]);
  });

  test("keeps a file that someone put there meanwhile", async () => {
    const folder = folderWithRun();
    const run = await begin(folder);
    writeFileSync(join(folder, "notes.txt"), "mine");
    await expect(run.publish()).rejects.toThrow("which holds notes.txt");
    await run.discard();
    expect(readdirSync(folder).sort()).toEqual([...RUN_FILES, "notes.txt"].sort());
    expect(readdirSync(base).filter((name) => name.startsWith("."))).toEqual([]);
  });

  test("names the folder that cannot be written, and leaves nothing behind", async () => {
    const parent = folderWith("file");
    await expect(begin(join(parent, "file/a/b"))).rejects.toThrow(FileError);
    await expect(begin(join(parent, "file/a/b"))).rejects.toThrow("file/a/b, which cannot be written: ENOTDIR");
    await expect(begin(join(parent, "new", "x".repeat(250)))).rejects.toThrow("ENAMETOOLONG");
    expect(readdirSync(parent)).toEqual(["file"]);
  });

  test("refuses an unfinished run with a checkpoint, unless it may replace it", async () => {
    const parent = folderWith();
    const path = join(parent, "run");
    const first = await begin(path);
    writeFileSync(join(first.draft, "checkpoint.safetensors"), "kept");
    await first.leave();
    await expect(begin(path)).rejects.toThrow("go on with --resume " + path + ", or replace it with --restart");
    expect(readdirSync(`${path}.unfinished`)).toEqual(["checkpoint.safetensors"]);
    const second = await RunFolder.begin(path, true);
    expect(readdirSync(second.draft)).toEqual(["lock"]);
    writeFileSync(join(second.draft, "history.json"), "no checkpoint");
    await second.leave();
    const third = await begin(path);
    expect(readdirSync(third.draft)).toEqual(["lock"]);
    await third.discard();
    expect(readdirSync(parent)).toEqual([]);
  });

  test("keeps what is no run in a folder of that name", async () => {
    const parent = folderWith();
    mkdirSync(join(parent, "run.unfinished"));
    writeFileSync(join(parent, "run.unfinished/thesis.txt"), "mine");
    await expect(begin(join(parent, "run"))).rejects.toThrow("run.unfinished holds thesis.txt, expected nothing but");
    writeFileSync(join(parent, "run.unfinished/history.json"), "{}");
    await expect(RunFolder.resume(join(parent, "run"))).rejects.toThrow("run.unfinished holds thesis.txt");
    expect(readdirSync(join(parent, "run.unfinished")).sort()).toEqual(["history.json", "thesis.txt"]);
  });

  test("goes on with what is unfinished, without what a killed process was writing, even beside a run that is done", async () => {
    const parent = folderWith();
    const path = join(parent, "run");
    mkdirSync(path);
    for (const name of [...RUN_FILES, "checkpoint.safetensors"]) writeFileSync(join(path, name), "earlier");
    const run = await begin(path);
    for (const name of ["history.json", "start.safetensors", ".wasmgrad-x"])
      writeFileSync(join(run.draft, name), "new");
    expect([await run.checkpoint(), run.hasMoved]).toEqual([null, false]);
    await run.leave();
    for (const name of [path, `${path}/`, `${path}.unfinished`]) {
      const again = await RunFolder.resume(name);
      expect([again.name, again.isOld, again.isCopy]).toEqual([path, true, false]);
      expect(readdirSync(again.draft).sort()).toEqual(["history.json", "lock", "start.safetensors"]);
      await again.leave();
    }
    const last = await RunFolder.resume(path);
    for (const name of RUN_FILES) writeFileSync(join(last.draft, name), "done");
    await last.publish();
    expect(readdirSync(parent)).toEqual(["run"]);
    expect(readdirSync(path).sort()).toEqual([...RUN_FILES].sort());
    expect(readFileSync(join(path, "history.json"), "utf8")).toBe("done");
  });

  test("goes on with a copy of a run that is done, and tells whether it came further", async () => {
    const path = folderWith(...RUN_FILES, "checkpoint.safetensors");
    const run = await RunFolder.resume(path);
    expect([run.isOld, run.isCopy, run.hasMoved]).toEqual([false, true, false]);
    expect(String(await run.checkpoint())).toBe(String(Buffer.from("earlier")));
    expect(readdirSync(run.draft).sort()).toEqual([
      "checkpoint.safetensors",
      "history.json",
      "lock",
      "start.safetensors",
    ]);
    await new Promise((resolve) => setTimeout(resolve, 20));
    writeFileSync(join(run.draft, "checkpoint.safetensors"), "later");
    expect(run.hasMoved).toBe(true);
    await run.discard();
    expect(readdirSync(path).sort()).toEqual([...RUN_FILES, "checkpoint.safetensors"].sort());
    expect(existsSync(`${path}.unfinished`)).toBe(false);
    rmSync(join(path, "checkpoint.safetensors"));
    await expect(RunFolder.resume(path)).rejects.toThrow("cannot be gone on with: ENOENT");
    await expect(RunFolder.resume("")).rejects.toThrow("--resume is empty, expected the folder of a run");
    expect(existsSync(`${path}.unfinished`)).toBe(false);
  });
});
