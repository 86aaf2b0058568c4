import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { FileError, FormatError, ValueError, WasmgradError } from "../../base/errors.ts";
import {
  checkPictureOptions,
  type Picture,
  type PictureDataset,
  PictureList,
  type PictureOptions,
  pictureRow,
} from "../../data/pictures.ts";
import type { Row } from "../../data/pipeline/rows.ts";
import { readBytes, reasonOf } from "../files.ts";
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
  const list = new PictureList("imageFolder", options);
  const { files, classes } = await listed("imageFolder", path);
  for (const file of files) list.add(file.path, await pictureOf("imageFolder", file.path, options), file.label);
  return { data: list.toDataset(), classes };
}

/** A picture that was not read yet. */
export interface ImageFile {
  readonly path: string;
  /** The number of its class. */
  readonly label: number;
}

/** Files of pictures in a folder, and what its folders are called. */
export interface ImageFiles {
  readonly files: readonly ImageFile[];
  /** Names of the classes: label 0, label 1, … */
  readonly classes: readonly string[];
}

/**
 * The files that `imageFolder` would read, for pictures that do not fit into memory together: a pipeline reads them one by one.
 *
 *     const { files, classes } = await imageFiles("photos");
 *     const samples = pipeline(files)
 *       .shuffle(Infinity)
 *       .map(async ({ path, label }) => [await readImage(path, { size: [32, 32] }), { data: label, dtype: "int32" }], { parallel: 4 });
 *
 * Throws `FileError` for a folder that cannot be read, `ValueError` if there is no picture.
 */
export function imageFiles(path: string): Promise<ImageFiles> {
  return listed("imageFiles", path);
}

/**
 * One PNG or JPEG file as the input of a sample, as `imageFolder` reads it. In a worker, by `exposeFunction`, it does so ahead of training.
 *
 * Shapes: float32 `[C, H, W]` from 0 to 1. Throws `FileError` if it cannot be read, `FormatError` if it is broken or too large.
 */
export async function readImage(path: string, options: ImageFolderOptions = {}): Promise<Row> {
  checkPictureOptions("readImage", options);
  return pictureRow("readImage", path, await pictureOf("readImage", path, options), options);
}

async function listed(op: string, path: string): Promise<ImageFiles> {
  const classes = await entries(op, path, (entry) => entry.isDirectory());
  const files: ImageFile[] = [];
  for (const [label, name] of classes.entries()) {
    const folder = join(path, name);
    const names = await entries(op, folder, (entry) => !entry.isDirectory() && isPicture(entry.name));
    files.push(...names.map((file) => ({ path: join(folder, file), label })));
  }
  if (files.length === 0) throw new ValueError(`${op}: ${path} holds 0 pictures in folders, expected at least one`);
  return { files, classes };
}

function isPicture(name: string): boolean {
  return /\.(png|jpe?g)$/i.test(name);
}

/** By what the file begins with, whatever it is called. */
async function pictureOf(
  op: string,
  path: string,
  { mostPixels: most = 2 ** 25 }: ImageFolderOptions,
): Promise<Picture> {
  const bytes = await readBytes(op, path);
  try {
    if (bytes[0] === 0x89 && bytes[1] === 0x50) return decodePng(bytes, most);
    if (bytes[0] === 0xff && bytes[1] === 0xd8) return decodeJpeg(bytes, most);
  } catch (error) {
    const reason = error instanceof WasmgradError ? error.message : `it cannot be decoded: ${String(error)}`;
    throw new FormatError(`${op}: ${path}: ${reason}`, { cause: error });
  }
  throw new FormatError(`${op}: ${path}: it begins with something else, expected PNG or JPEG`);
}

interface Entry {
  readonly name: string;
  isDirectory(): boolean;
}

/** Sorted by code units, so that classes are the same on every machine. */
async function entries(op: string, path: string, isWanted: (entry: Entry) => boolean): Promise<string[]> {
  const found = await readdir(path, { withFileTypes: true }).catch((error: unknown) => {
    throw new FileError(`${op}: ${path} cannot be read: ${reasonOf(error)}`, { cause: error });
  });
  return found
    .filter((entry) => !entry.name.startsWith(".") && isWanted(entry))
    .map(({ name }) => name)
    .sort();
}
