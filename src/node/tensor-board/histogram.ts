const BUCKETS = 30;

/**
 * 30 buckets of equal width from the least number to the largest, as left edge, right edge and count; one, a unit wide, if all are equal; none without
 * numbers. Such as are not finite are left out.
 *
 * Source: TensorBoard, tensorboard/plugins/histogram/summary_v2.py.
 */
export function histogramOf(numbers: Float32Array): Float64Array {
  const finite = numbers.filter(Number.isFinite);
  if (finite.length === 0) return new Float64Array();
  let [least, most] = [Infinity, -Infinity];
  for (const x of finite) {
    if (x < least) least = x;
    if (x > most) most = x;
  }
  if (least === most) return Float64Array.of(least - 0.5, least + 0.5, finite.length);
  const width = (most - least) / BUCKETS;
  const buckets = new Float64Array(3 * BUCKETS);
  for (let i = 0; i < BUCKETS; i++) {
    buckets[3 * i] = least + i * width;
    buckets[3 * i + 1] = i === BUCKETS - 1 ? most : least + (i + 1) * width;
  }
  for (const x of finite) buckets[3 * Math.min(Math.floor((x - least) / width), BUCKETS - 1) + 2]!++;
  return buckets;
}
