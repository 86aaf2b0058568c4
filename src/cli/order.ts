import { join, resolve } from "node:path";
import type { Workplace } from "./into-folder.ts";
import type { Recalled } from "./recall.ts";
import { START } from "./run-folder.ts";
import type { Provenance } from "./run-record.ts";
import { checkSame } from "./same-recipe.ts";
import { readSource, type Source } from "./source.ts";
import { type Recipe, type RecipeOptions, wordsOf } from "./train-command.ts";

/** What a run is made of, and what is known of it. */
export interface Order {
  readonly recipe: Recipe;
  /** The run that is gone on with, or made again; null for a new one. */
  readonly before: Recalled | null;
  /** Whether it is gone on with. */
  readonly goesOn: boolean;
}

/**
 * The weights that a run begins with; null for those that are drawn, or are in a checkpoint. Throws `ValueError` if they are not those that the
 * run began with.
 */
export async function sourceOf({ recipe, before, goesOn }: Order, place: Workplace): Promise<Source | null> {
  const { from } = recipe.options;
  if (from === undefined || place.checkpoint !== null) return null;
  if (goesOn) return await readSource(join(place.folder, START));
  const source = await readSource(from);
  if (before !== null) checkSame(from, source.sha256, before.from?.sha256 ?? null, "put the file back");
  return source;
}

/** Throws `ValueError` unless data is what the run began with. */
export function checkData({ before }: Order, path: string, sha256: string | null): void {
  if (before === null) return;
  checkSame(
    path,
    sha256,
    before.sha256,
    "put it back, say with --data where it is, or begin another run --from this one",
  );
}

/** Where a run comes from, whose options are those. */
export function provenanceOf(
  { recipe, before, goesOn }: Order,
  { data, file, options }: Recipe,
  sha256: string | null,
  source: Source | null,
): Provenance {
  const { from, freeze } = recipe.options;
  const all: RecipeOptions = { ...options, from: from === undefined ? from : resolve(from), freeze };
  const begun = goesOn ? before : null;
  return {
    data: file ?? data,
    command: wordsOf({ data, file, options: all }),
    sha256,
    from: begun !== null ? begun.from : source && { path: source.path, sha256: source.sha256 },
    started: begun?.started ?? new Date().toISOString(),
    resumed: begun?.resumed ?? [],
  };
}
