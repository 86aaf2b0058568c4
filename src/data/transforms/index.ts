export { randomCrop, type RandomCropOptions } from "./crop.ts";
export { randomFlip, type RandomFlipOptions } from "./flip.ts";
export { randomNoise } from "./noise.ts";
export { randomRotation } from "./rotation.ts";
export { randomShift } from "./shift.ts";
export type { FillOptions, ImageShape, Transform } from "./transform.ts";
