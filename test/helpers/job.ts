import { mkdtempSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Material, TableOptions } from "../../src/cli/data/material.ts";
import { openToTrain } from "../../src/cli/data/open.ts";
import { runJob } from "../../src/cli/job.ts";
import { configured, type NetworkOptions } from "../../src/cli/options.ts";
import type { RunRecord } from "../../src/cli/run-record.ts";

/** What a job left behind. */
export interface JobOutcome {
  readonly folder: string;
  readonly record: RunRecord;
  readonly printed: string;
  readonly model: Buffer;
}

/** What a test says of a run; the rest is as the command line has it. */
export type JobChanges = Partial<NetworkOptions> & TableOptions & { readonly folder?: string };

/** Opens samples as `train` does. The caller closes them. */
export async function openFor(
  name: string,
  { validation = undefined, seed = 7, ...rest }: JobChanges,
): Promise<Material> {
  const { target, task, missing, scale, text, unknown, asText, ignore, folder } = rest;
  const division = { validation: validation ?? null, seed };
  return await openToTrain(
    { op: "train", name, division, folder },
    { target, task, missing, scale, text, unknown, asText, ignore },
  );
}

/** Trains as `train` does, in this process, into a folder below `base`. */
export async function runIn(base: string, name: string, changes: JobChanges = {}): Promise<JobOutcome> {
  const folder = mkdtempSync(join(base, "run-"));
  const printed: string[] = [];
  const material = await openFor(name, changes);
  try {
    await runJob(configured(name, material.task.kind, changes), {
      material,
      dataFolder: null,
      dataName: name,
      folder,
      print: (text) => printed.push(text),
      callbacks: [],
      isDone: false,
      checkpoint: null,
      provenance: { data: name, command: [], sha256: null, from: null, started: "", resumed: [] },
      transfer: null,
      freeze: [],
      signal: new AbortController().signal,
    });
  } finally {
    material.close();
  }
  const read = (file: string): Buffer => readFileSync(join(folder, file));
  const record = JSON.parse(String(read("history.json"))) as RunRecord;
  return { folder, record, printed: printed.join("\n"), model: read("model.safetensors") };
}
