import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";
import { formatCsv } from "../../src/csv/index.ts";

/** A folder of a test file's own, which is removed behind its tests. */
export interface Scratch {
  readonly folder: string;
  /** The path of a name in the folder. */
  path(name: string): string;
  /** Writes a file there. Answers its path. */
  write(name: string, contents: string | Uint8Array): string;
  /** Writes a CSV file there. Answers its path. */
  table(name: string, header: readonly string[], rows: readonly (readonly (string | number)[])[]): string;
}

/** How many files this process has open, where the system tells. */
export function openFiles(): number {
  const folder = "/proc/self/fd";
  return existsSync(folder) ? readdirSync(folder).length : 0;
}

export function scratch(): Scratch {
  const folder = mkdtempSync(join(tmpdir(), "wasmgrad-test-"));
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  const path = (name: string): string => join(folder, name);
  const write = (name: string, contents: string | Uint8Array): string => {
    writeFileSync(path(name), contents);
    return path(name);
  };
  return { folder, path, write, table: (name, header, rows) => write(name, formatCsv([header, ...rows])) };
}
