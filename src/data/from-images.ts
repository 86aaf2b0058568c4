import { ShapeError, ValueError } from "../base/errors.ts";
import { type Picture, type PictureDataset, PictureList, type PictureOptions } from "./pictures.ts";

/**
 * Pictures of a page as a dataset: `ImageData`, or anything with its members, and in browsers `ImageBitmap`, each with a class.
 * Resized bilinearly if there is a size; transparent parts show white.
 *
 *     const bitmaps = await Promise.all(files.map((file) => createImageBitmap(file)));
 *     const data = fromImages(bitmaps, labels, { size: [32, 32], channels: 1 });
 *
 * Shapes: x float32 `[C, H, W]` from 0 to 1, y int32 `[]`. Throws `ShapeError` unless there is a label for each, and all are of one size
 * or there is one to resize them to; `FormatError` for a picture that is none; `ValueError` if there are none, or for a bitmap where
 * there is no canvas.
 */
export function fromImages(
  images: readonly (Picture | ImageBitmap)[],
  labels: ArrayLike<number>,
  options: PictureOptions = {},
): PictureDataset {
  const list = new PictureList("fromImages", options);
  if (images.length === 0) throw new ValueError("fromImages: there are 0 images, expected at least one");
  if (labels.length !== images.length) {
    throw new ShapeError(`fromImages: there are ${labels.length} labels, expected ${images.length}, one an image`);
  }
  images.forEach((image, i) => {
    const label = labels[i]!;
    if ((label | 0) !== label) {
      throw new ValueError(`fromImages: labels[${i}] is ${label}, expected a whole number of 32 bits`);
    }
    list.add(`images[${i}]`, "data" in image ? image : pixelsOf(image), label);
  });
  return list.toDataset();
}

function pixelsOf(bitmap: ImageBitmap): Picture {
  if (typeof OffscreenCanvas === "undefined") {
    throw new ValueError("fromImages: there is no OffscreenCanvas here, expected ImageData");
  }
  const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
  const context = canvas.getContext("2d")!;
  context.drawImage(bitmap, 0, 0);
  return context.getImageData(0, 0, bitmap.width, bitmap.height);
}
