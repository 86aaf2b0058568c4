import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { FileError, FormatError, ValueError, WasmgradError } from "../../base/errors.ts";
import { type Picture, type PictureDataset, PictureList, type PictureOptions } from "../../data/pictures.ts";
import { readBytes } from "../files.ts";
import { decodeJpeg } from "./jpeg.ts";
import { decodePng } from "./png.ts";

/** Options of `imageFolder`. */
export interface ImageFolderOptions extends PictureOptions {
  /** How many pixels a file may hold; default 2²⁵. */
  readonly mostPixels?: number;
}

/** Pictures from a folder, and what its folders are called. */
export interface ImageFolder {
  readonly data: PictureDataset;
  /** Names of the classes: label 0, label 1, … */
  readonly classes: readonly string[];
}

/**
 * Pictures in folders, one a class: `cats/1.png`, `dogs/2.jpg`. The classes are the folders by name; files other than `.png`, `.jpg`
 * and `.jpeg`, and names that begin with a dot, are left alone. Pictures of any depth, grey, in colors or with a palette, resized
 * bilinearly if there is a size; transparent parts show white. They rest as bytes.
 *
 *     const { data, classes } = await imageFolder("photos", { size: [32, 32] });
 *
 * Shapes: x float32 `[C, H, W]` from 0 to 1, y int32 `[]`, the class.
 * Throws `FileError` for what cannot be read, `FormatError` for a file that is broken or too large, `ShapeError` if sizes differ and there is
 * none to resize to, all naming the file; `ValueError` if there is no picture.
 */
export async function imageFolder(path: string, options: ImageFolderOptions = {}): Promise<ImageFolder> {
  const { mostPixels = 2 ** 25 } = options;
  const list = new PictureList("imageFolder", options);
  const classes = await entries(path, (entry) => entry.isDirectory());
  let count = 0;
  for (const [label, name] of classes.entries()) {
    for (const file of await entries(join(path, name), (entry) => !entry.isDirectory() && isPicture(entry.name))) {
      const full = join(path, name, file);
      list.add(full, pictureIn(full, await readBytes("imageFolder", full), mostPixels), label);
      count++;
    }
  }
  if (count === 0) throw new ValueError(`imageFolder: ${path} holds 0 pictures in folders, expected at least one`);
  return { data: list.toDataset(), classes };
}

function isPicture(name: string): boolean {
  return /\.(png|jpe?g)$/i.test(name);
}

/** By what the file begins with, whatever it is called. */
function pictureIn(path: string, bytes: Uint8Array, most: number): Picture {
  try {
    if (bytes[0] === 0x89 && bytes[1] === 0x50) return decodePng(bytes, most);
    if (bytes[0] === 0xff && bytes[1] === 0xd8) return decodeJpeg(bytes, most);
  } catch (error) {
    const reason = error instanceof WasmgradError ? error.message : `it cannot be decoded: ${String(error)}`;
    throw new FormatError(`imageFolder: ${path}: ${reason}`, { cause: error });
  }
  throw new FormatError(`imageFolder: ${path}: it begins with something else, expected PNG or JPEG`);
}

interface Entry {
  readonly name: string;
  isDirectory(): boolean;
}

/** Sorted by code units, so that classes are the same on every machine. */
async function entries(path: string, isWanted: (entry: Entry) => boolean): Promise<string[]> {
  const found = await readdir(path, { withFileTypes: true }).catch((error: unknown) => {
    throw new FileError(`imageFolder: ${path} cannot be read: ${(error as Error).message.split(",")[0]}`, {
      cause: error,
    });
  });
  return found
    .filter((entry) => !entry.name.startsWith(".") && isWanted(entry))
    .map(({ name }) => name)
    .sort();
}
