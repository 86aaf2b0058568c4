import { readdir, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { FileError } from "../base/errors.ts";
import { reasonOf } from "./files.ts";

/** Where training stands: an epoch, and how many of its batches are done. */
export interface Place {
  readonly epoch: number;
  readonly batch: number;
}

/** Digits of the numbers in names, so that names sort as numbers do. */
const DIGITS: Readonly<Record<keyof Place, number>> = { epoch: 4, batch: 6 };
const PLACEHOLDER = /\{(epoch|batch)\}/g;

/** Paths with `{epoch}` and `{batch}` in their names: `runs/{epoch}.safetensors` becomes `runs/0007.safetensors`. */
export class NumberedPath {
  readonly #template: string;
  readonly folder: string;
  readonly #names: readonly (keyof Place)[];
  readonly #pattern: RegExp;

  constructor(template: string) {
    this.#template = template;
    this.folder = dirname(template);
    const parts = basename(template).split(PLACEHOLDER);
    this.#names = parts.filter((_, i) => i % 2 === 1) as (keyof Place)[];
    const pattern = parts.map((part, i) => (i % 2 === 1 ? `(\\d{${DIGITS[part as keyof Place]},})` : escaped(part)));
    this.#pattern = new RegExp(`^${pattern.join("")}$`);
  }

  /** Whether there is a file for each epoch at least. */
  get isNumbered(): boolean {
    return this.#names.includes("epoch");
  }

  at(place: Place): string {
    const name = basename(this.#template).replace(PLACEHOLDER, (_, key: keyof Place) =>
      String(place[key]).padStart(DIGITS[key], "0"),
    );
    return join(this.folder, name);
  }

  /**
   * Removes all files of this name but the `keep` last up to a place, the oldest first; those behind the place, too, which are of a
   * course that training has left. Throws `FileError`.
   */
  async prune(op: string, place: Place, keep: number): Promise<void> {
    const here = orderOf(place);
    try {
      const files = (await readdir(this.folder)).flatMap((name) => {
        const found = this.#pattern.exec(name);
        return found === null ? [] : [{ name, order: orderOf(this.#placeIn(found.slice(1))) }];
      });
      files.sort((a, b) => a.order - b.order);
      const old = files.filter(({ order }) => order <= here).slice(0, -keep);
      for (const { name } of [...old, ...files.filter(({ order }) => order > here)]) {
        await rm(join(this.folder, name), { force: true });
      }
    } catch (error) {
      throw new FileError(`${op}: old files in ${this.folder} cannot be removed: ${reasonOf(error)}`, { cause: error });
    }
  }

  #placeIn(numbers: readonly string[]): Place {
    const place = { epoch: 0, batch: 0 };
    this.#names.forEach((name, i) => (place[name] = Number(numbers[i])));
    return place;
  }
}

/** Batches are compared within an epoch only. */
function orderOf({ epoch, batch }: Place): number {
  return epoch * 2 ** 32 + batch;
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&");
}
