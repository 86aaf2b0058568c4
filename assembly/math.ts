// Elementary functions on four float32 lanes: branch-free.
//
// Their constants lie in memory, written once by `write_constants`: a splat of a constant costs V8 three instructions
// at every use and nothing hoists it out of a loop, while a broadcasting load is one instruction.

import { CONSTANTS, MASKS } from "./control";
import { madd } from "./simd";

/** Writes the table of constants. The loader calls it before the first kernel; calling it again changes nothing. */
export function write_constants(): void {
  // exp: bounds of the clamped form, log2 e, 1.5 · 2^23 (adding it rounds), −ln 2 in two parts, the polynomial, 1
  put(0, -88, 89, 1.44269504, 12582912);
  put(4, -0.693359375, 2.1219444e-4, 1.98756915e-4, 1.3981999507e-3);
  put(8, 8.3334519073e-3, 4.1665795894e-2, 1.6666665459e-1, 5.0000001201e-1);
  // 1, 2, and the bounds of the full form
  put(12, 1, 2, -104, 89);
  // tanh: polynomial below 0.625
  put(16, -5.70498872745e-3, 2.06390887954e-2, -5.37397155531e-2, 1.33314422036e-1);
  put(20, -3.33332819422e-1, 0.625, -1, reinterpret<f32>(0x7fffffff));
  // log: polynomial, −½, ln 2 in two parts
  put(24, 7.0376836292e-2, -1.151461031e-1, 1.167699874e-1, -1.2420140846e-1);
  put(28, 1.4249322787e-1, -1.6668057665e-1, 2.0000714765e-1, -2.4999993993e-1);
  put(32, 3.3333331174e-1, -0.5, -2.1219444e-4, 0.693359375);
  // normal: ½, 2^-31, −ln 2, and the polynomials of the logarithm, the centre and the tails, lowest power first
  put(36, 0.5, 4.656612873077393e-10, -0.693147181, 2.5);
  put(40, -2.50000009, -1.00000388, 0.500025417, -0.333012511);
  put(44, 0.248704549, -0.206169122, 0.189679589, -0.118614043);
  put(48, 2.12331322, 0.348803642, -5.90612186e-3, -1.77431687e-3);
  put(52, 3.07359568e-4, -5.79006785e-6, -4.50552036e-6, 4.46372478e-7);
  put(56, 4.00643487, 1.41659497, 0.0133379881, -0.0109346279);
  put(60, 8.19714623e-3, -4.75080607e-3, 1.63544589e-3, -2.38561522e-4);
  // erf: the exponent beyond 0.93, highest power first, where it begins, and the polynomial below
  put(64, -1.7285347e-5, 3.83197126e-4, -3.88396438e-3, 2.42546219e-2);
  put(68, -1.06777877e-1, -6.34846687e-1, -1.28717512e-1, 0.927734375);
  put(72, -5.96761703e-4, 4.99119423e-3, -2.67681349e-2, 1.12819925e-1);
  // and ¼, 4
  put(76, -3.76125336e-1, 1.28379166e-1, 0.25, 4);
  // expm1: where it is −1; log: the smallest normal number, 2^23, 23 ln 2
  put(80, -60, 1.17549435e-38, 8388608, 15.942385);
  put(84, Infinity, -Infinity, NaN, reinterpret<f32>(0x3f3504f3));
  // sine: 2/π, 1.5 · 2^52 (adding it rounds), −π/2 in two parts of float64; the polynomials of sine and cosine, and where
  // float64 ends; sinh: where it overflows; 2/π behind 32 zeros, 32 bits a word; sinh: where it is x
  store<f64>(CONSTANTS + 352, 0.6366197723675814);
  store<f64>(CONSTANTS + 360, 6755399441055744);
  store<f64>(CONSTANTS + 368, -1.5707963109016418);
  store<f64>(CONSTANTS + 376, -1.5893254773528196e-8);
  put(96, -1.9515295891e-4, 8.3321608736e-3, -1.6666654611e-1, 2.443315711809948e-5);
  put(100, -1.388731625493765e-3, 4.166664568298827e-2, 4194304, 89.7);
  v128.store(CONSTANTS + 416, i32x4(0, 0xa2f9836e, 0x4e441529, 0xfc2757d1));
  v128.store(CONSTANTS + 432, i32x4(0xf534ddc0, 0xdb629599, 0x3c439041, 0x39800000));
  // asin: the polynomial, π/2; atan: the polynomial; what π/2 lacks
  put(112, 4.2163199048e-2, 2.4181311049e-2, 4.5470025998e-2, 7.4953002686e-2);
  put(116, 1.6666752422e-1, 1.57079633, 2.78569828e-3, -1.58660226e-2);
  put(120, 4.24722321e-2, -7.49753043e-2, 1.06448799e-1, -1.42070308e-1);
  put(124, 1.99934542e-1, -3.33331466e-1, -4.37113883e-8, 0);
  // pow: log2((1 + s) / (1 - s)) / s in float64, highest power of s² first; the bound of the exponent, ln 2
  store<f64>(CONSTANTS + 704, 0.34072803440706106);
  store<f64>(CONSTANTS + 712, 0.41167282677563755);
  store<f64>(CONSTANTS + 720, 0.5770835832374592);
  store<f64>(CONSTANTS + 728, 0.9617966733505373);
  store<f64>(CONSTANTS + 736, 2.8853900817900793);
  store<f64>(CONSTANTS + 744, 200);
  store<f64>(CONSTANTS + 752, 1);
  put(190, 0.693147181, 0, 0, 0);
  // activations: the normal tail, lowest power first, and where its argument ends
  put(128, 0.10573932, 0.10528551, 0.10241814, 0.06144445);
  put(132, 0.1352291, -0.11231185, 0.21417391, -0.14241584);
  put(136, 0.03043725, 0.265, 0.39894228, 15);
  // ln(1 + e): highest power first; and bounds beyond which gates are open or shut
  put(140, 0.26861089, 0.2823503, 0.40007627, 0.66666639);
  put(144, 20, -100, 1e4, 0);
  // tanh of gates: where it ends, numerator and denominator, highest power first
  put(148, 7.9053111, -2.76076848e-16, 2.0001879e-13, -8.60467152e-11);
  put(152, 5.12229709e-8, 1.48572236e-5, 6.37261929e-4, 4.89352456e-3);
  put(156, 1.19825839e-6, 1.18534706e-4, 2.26843463e-3, 4.89352519e-3);
  v128.store(MASKS - 16, i32x4.splat(-1));
  v128.store(MASKS, i32x4.splat(0));
}

function put(i: usize, a: f32, b: f32, c: f32, d: f32): void {
  v128.store(CONSTANTS + (i << 2), f32x4(a, b, c, d));
}

/** Constant i of the table in all lanes. */
@inline
export function c(i: usize): v128 {
  return v128.load32_splat(CONSTANTS + (i << 2));
}

/** Constants i and i + 1 of the table, a float64, in both lanes. */
@inline
export function d(i: usize): v128 {
  return v128.load64_splat(CONSTANTS + (i << 2));
}

/**
 * eʳ − 1 for |r| ≤ ½ ln 2: the minimax polynomial of Cephes expf (S. Moshier, 1992), by Estrin's scheme, which waits for
 * fewer results in a row than Horner's.
 */
@inline
export function expm1_polynomial(r: v128): v128 {
  const z = f32x4.mul(r, r);
  let p = madd(madd(c(6), r, c(7)), z, madd(c(8), r, c(9)));
  p = madd(p, z, madd(c(10), r, c(11)));
  return madd(z, p, r);
}

/** eʳ for |r| ≤ ½ ln 2. */
@inline
export function exp_polynomial(r: v128): v128 {
  return f32x4.add(expm1_polynomial(r), c(12));
}

/**
 * eˣ but for denormals: 0 below −87.7, ∞ above 88.4, at most 1.03 ulp off between; NaN stays NaN.
 * x is clamped to [−88, 89] and is k ln 2 + r; with k = −127 and 128 the bits of the exponent are those of 0 and of ∞.
 * Adding 1.5 · 2²³ rounds to k, whose bits then are the exponent: no conversion.
 * pmin and pmax are one instruction each, and keep NaN because x is their first operand.
 */
@inline
export function exp_clamped(x: v128): v128 {
  return exp_below(f32x4.pmin(x, c(1)));
}

/** The same for x ≤ 89 alone; beyond, any bits. */
@inline
export function exp_below(x: v128): v128 {
  x = f32x4.pmax(x, c(0));
  const m = madd(x, c(2), c(3));
  const k = f32x4.sub(m, c(3));
  const r = madd(k, c(5), madd(k, c(4), x));
  return f32x4.mul(exp_polynomial(r), i32x4.add(i32x4.shl(m, 23), c(12)));
}

/** eˣ as in C: overflows to ∞, underflows through the denormals to 0, NaN stays NaN; at most 1.03 ulp off. */
@inline
export function exp4(x: v128): v128 {
  x = f32x4.pmin(f32x4.pmax(x, c(14)), c(15));
  const m = madd(x, c(2), c(3));
  const k = f32x4.sub(m, c(3));
  const r = madd(k, c(5), madd(k, c(4), x));
  return scaled(exp_polynomial(r), i32x4.sub(m, c(3)));
}

/** 2ᵏ y for int32 k: in two factors, as k leaves the range of one exponent. */
@inline
export function scaled(y: v128, k: v128): v128 {
  const half = i32x4.shr_s(k, 1);
  const rest = i32x4.sub(k, half);
  return f32x4.mul(f32x4.mul(y, i32x4.add(i32x4.shl(half, 23), c(12))), i32x4.add(i32x4.shl(rest, 23), c(12)));
}

/** σ(x) = 1 / (1 + e⁻ˣ), at most 2.5 ulp off for x ≥ −88.37, 0 below; NaN stays NaN. */
@inline
export function sigmoid4(x: v128): v128 {
  return f32x4.div(c(12), f32x4.add(c(12), exp_clamped(f32x4.mul(x, c(22)))));
}

/**
 * tanh x, at most 1.34 ulp off, also near 0; −0 and NaN stay themselves. |x| < 0.625: odd polynomial of Cephes tanhf
 * (S. Moshier, 1992); elsewhere 1 − 2 / (e²ˣ + 1); both with the sign of x.
 */
@inline
export function tanh4(x: v128): v128 {
  const a = v128.and(x, c(23));
  const z = f32x4.mul(x, x);
  let p = madd(c(16), z, c(17));
  p = madd(p, z, c(18));
  p = madd(p, z, c(19));
  p = madd(p, z, c(20));
  const small = madd(f32x4.mul(p, z), a, a);
  const big = f32x4.sub(c(12), f32x4.div(c(13), f32x4.add(exp_clamped(f32x4.add(a, a)), c(12))));
  return v128.or(v128.bitselect(small, big, f32x4.lt(a, c(21))), v128.xor(x, a));
}

/**
 * ln x for normal x > 0, at most 0.85 ulp off: x = 2ᵏ m with m in [√½, √2), and the polynomial of Cephes logf.
 */
@inline
export function log_normal(x: v128): v128 {
  const bits = i32x4.sub(x, i32x4.splat(0x3f3504f3));
  const k = f32x4.convert_i32x4_s(i32x4.shr_s(bits, 23));
  const m = f32x4.sub(i32x4.add(v128.and(bits, i32x4.splat(0x7fffff)), i32x4.splat(0x3f3504f3)), c(12));
  return log_sum(k, m);
}

/** k ln 2 + ln(1 + m) for 1 + m in [√½, √2). */
@inline
export function log_sum(k: v128, m: v128): v128 {
  const z = f32x4.mul(m, m);
  let p = madd(madd(c(24), z, madd(c(25), m, c(26))), z, madd(c(27), m, c(28)));
  p = madd(p, f32x4.mul(z, z), madd(madd(c(29), m, c(30)), z, madd(c(31), m, c(32))));
  let y = f32x4.mul(f32x4.mul(p, m), z);
  y = madd(k, c(34), y);
  y = madd(c(33), z, y);
  return madd(k, c(35), f32x4.add(m, y));
}

/** ln x as in C: −∞ at 0, NaN below, ∞ at ∞; at most 0.85 ulp off, denormals too. */
@inline
export function log4(x: v128): v128 {
  const denormal = f32x4.lt(x, c(81));
  // A denormal is scaled by 2²³ into the normal range, and 23 ln 2 is taken off again.
  const y = log_normal(v128.bitselect(f32x4.mul(x, c(82)), x, denormal));
  const shifted = f32x4.sub(y, v128.and(c(83), denormal));
  return log_limits(shifted, x, x);
}

/** y, the logarithm of `inner`, x or 1 + x, with its limits: NaN for inner < 0, −∞ at 0; ∞ and NaN are their own. */
@inline
export function log_limits(y: v128, x: v128, inner: v128): v128 {
  const zero = f32x4.splat(0);
  let result = v128.bitselect(y, x, f32x4.lt(x, c(84)));
  result = v128.or(result, f32x4.lt(inner, zero));
  return v128.bitselect(c(85), result, f32x4.eq(inner, zero));
}

/**
 * Φ⁻¹((word + ½) / 2³²), the standard normal number of a random word, taken as signed and shifted by 2³¹: symmetric, at most
 * 6.34 from 0; relative error at most 8e-7.
 *
 * With x = (word + ½) / 2³¹ it is √2 erf⁻¹ x = x · p(w) for w = −ln(1 − x²), which is taken from 1 − |x| so as to be exact in
 * the tails. Source: Giles, "Approximating the erfinv function", GPU Computing Gems, 2011: a polynomial of w − 2.5 below 5, else of
 * √w − 3; coefficients fitted anew, for normals, and up to the largest w that 32 bits give, 31 ln 2.
 */
@inline
export function normal4(word: v128): v128 {
  const rest = v128.xor(v128.xor(word, i32x4.shr_s(word, 31)), i32x4.splat(0x7fffffff));
  const x = f32x4.mul(f32x4.add(f32x4.convert_i32x4_s(word), c(36)), c(37));
  const q = f32x4.mul(f32x4.add(f32x4.convert_i32x4_s(rest), c(36)), c(37));
  // 1 − x² = 2ᵏ (1 + m) as in `log_normal`; the polynomial gives −ln(1 + m) − 2.5.
  const y = f32x4.mul(q, f32x4.sub(c(13), q));
  const bits = i32x4.sub(y, i32x4.splat(0x3f3504f3));
  const k = f32x4.convert_i32x4_s(i32x4.shr_s(bits, 23));
  const m = f32x4.sub(i32x4.add(v128.and(bits, i32x4.splat(0x7fffff)), i32x4.splat(0x3f3504f3)), c(12));
  const v = madd(k, c(38), polynomial7(40, m));
  let p = polynomial7(48, v);
  // One vector in 75 has a lane in the tails.
  const tails = f32x4.ge(v, c(39));
  if (v128.any_true(tails)) {
    const root = f32x4.sqrt(f32x4.add(v, c(39)));
    p = v128.bitselect(polynomial7(56, f32x4.sub(root, f32x4.splat(3))), p, tails);
  }
  return f32x4.mul(p, x);
}

/** The polynomial of degree 7 whose coefficients begin at constant i, the lowest first; by Estrin's scheme, a short chain. */
@inline
function polynomial7(i: usize, x: v128): v128 {
  const x2 = f32x4.mul(x, x);
  const low = madd(madd(c(i + 3), x, c(i + 2)), x2, madd(c(i + 1), x, c(i)));
  const high = madd(madd(c(i + 7), x, c(i + 6)), x2, madd(c(i + 5), x, c(i + 4)));
  return madd(high, f32x4.mul(x2, x2), low);
}
