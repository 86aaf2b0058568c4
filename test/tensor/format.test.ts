import { describe, expect, test } from "vitest";
import { formatTensor } from "../../src/tensor/format.ts";
import { type Shape, sizeOf } from "../../src/tensor/shape.ts";
import type { DType } from "../../src/tensor/dtype.ts";

// The texts are what `print(numpy.array(…))` writes, in NumPy 1.24.2.

type Case = readonly [what: string, values: readonly number[], shape: Shape, dtype: DType, text: string];
type LongCase = readonly [what: string, value: (i: number) => number, shape: Shape, dtype: DType, text: string];

const CASES: readonly Case[] = [
  ["whole numbers", [1, 2, 3], [3], "float32", "[1. 2. 3.]"],
  [
    "a column aligned by the point",
    [1, -22.5, 333.25, 0.125],
    [4, 1],
    "float32",
    "[[ 1.0000e+00]\n [-2.2500e+01]\n [ 3.3325e+02]\n [ 1.2500e-01]]",
  ],
  ["a matrix", [1, 2, 3, 4.5, -5, 6], [2, 3], "float32", "[[ 1.   2.   3. ]\n [ 4.5 -5.   6. ]]"],
  ["negative zero", [-0, 0, 1], [3], "float32", "[-0.  0.  1.]"],
  ["NaN and infinities", [NaN, 1.5, -Infinity, Infinity], [4], "float32", "[ nan  1.5 -inf  inf]"],
  ["nothing finite", [NaN, Infinity], [2], "float32", "[nan inf]"],
  ["nothing finite, negative", [-Infinity, NaN], [2], "float32", "[-inf  nan]"],
  ["NaN among exponents", [NaN, 1e-10, -1], [3], "float32", "[    nan  1.e-10 -1.e+00]"],
  ["shortest digits", [0.1, 0.2, 0.3], [3], "float32", "[0.1 0.2 0.3]"],
  ["thirds", [0.3333333333333333, 0.6666666666666666], [2], "float32", "[0.33333334 0.6666667 ]"],
  ["eight places, ties to even", [0.001953125, 0.005859375, 1], [3], "float32", "[0.00195312 0.00585938 1.        ]"],
  ["cut at eight places", [0.00012345678, 0.1], [2], "float32", "[0.00012346 0.1       ]"],
  ["1e-4 needs an exponent", [0.0001], [1], "float32", "[1.e-04]"],
  ["a little more does not", [0.00010001], [1], "float32", "[0.00010001]"],
  ["up to 1e8 without exponent", [99999992, 1234567], [2], "float32", "[99999992.  1234567.]"],
  ["from 1e8 on with one", [100000000, 1], [2], "float32", "[1.e+08 1.e+00]"],
  ["a ratio of 1000 is fine", [1000, 1], [2], "float32", "[1000.    1.]"],
  ["a larger one is not", [1001, 1], [2], "float32", "[1.001e+03 1.000e+00]"],
  ["more digits than needed", [1e-5, 1.2345678e-5], [2], "float32", "[9.9999997e-06 1.2345678e-05]"],
  ["integers beyond 24 bits", [33554436, 67108868], [2], "float32", "[33554436. 67108864.]"],
  ["the smallest and the largest", [1e-45, 3.4028235e38], [2], "float32", "[1.4012985e-45 3.4028235e+38]"],
  [
    "powers of two",
    [5.960464477539063e-8, 2.9802322387695312e-8, 7.888609052210118e-31],
    [3],
    "float32",
    "[5.9604645e-08 2.9802322e-08 7.8886091e-31]",
  ],
  ["signs before exponents", [-15000000000, 2.5e-10], [2], "float32", "[-1.5e+10  2.5e-10]"],
  ["int32", [1, -20, 300], [3], "int32", "[  1 -20 300]"],
  ["int32 at its ends", [-2147483648, 2147483647, 0], [3], "int32", "[-2147483648  2147483647           0]"],
  ["int32 matrix", [1, 20, -3, 4], [2, 2], "int32", "[[ 1 20]\n [-3  4]]"],
  ["rank 0", [1.5], [], "float32", "1.5"],
  ["rank 0, whole", [3], [], "float32", "3.0"],
  ["rank 0, tenth", [0.1], [], "float32", "0.1"],
  ["rank 0, small", [1e-5], [], "float32", "1e-05"],
  ["rank 0, 1e-4", [0.0001], [], "float32", "1e-04"],
  ["rank 0, large", [1e16], [], "float32", "1e+16"],
  ["rank 0, below 1e16", [1000000000000000], [], "float32", "1000000000000000.0"],
  ["rank 0, shortest digits", [123456789], [], "float32", "123456790.0"],
  ["rank 0, NaN", [NaN], [], "float32", "nan"],
  ["rank 0, negative zero", [-0], [], "float32", "-0.0"],
  ["rank 0, -inf", [-Infinity], [], "float32", "-inf"],
  ["rank 0, int32", [-7], [], "int32", "-7"],
  ["rank 0, all digits", [1.2345679e-30], [], "float32", "1.2345679e-30"],
  ["empty", [], [0], "float32", "[]"],
  ["empty rows", [], [3, 0], "float32", "[]"],
  ["no rows", [], [0, 3], "int32", "[]"],
  ["one element, rank 3", [5], [1, 1, 1], "float32", "[[[5.]]]"],
  ["rank 3", [0, 1, 2, 3, 4, 5, 6, 7], [2, 2, 2], "float32", "[[[0. 1.]\n  [2. 3.]]\n\n [[4. 5.]\n  [6. 7.]]]"],
  ["rank 4", [0, 1, 2, 3, 4, 5, 6, 7], [2, 1, 2, 2], "int32", "[[[[0 1]\n   [2 3]]]\n\n\n [[[4 5]\n   [6 7]]]]"],
];

const LONG: readonly LongCase[] = [
  [
    "wraps at 75 columns",
    (i) => i * 1.5,
    [30],
    "float32",
    "[ 0.   1.5  3.   4.5  6.   7.5  9.  10.5 12.  13.5 15.  16.5 18.  19.5\n 21.  22.5 24.  25.5 27.  28.5 30.  31.5 33.  34.5 36.  37.5 39.  40.5\n 42.  43.5]",
  ],
  [
    "wraps in a matrix",
    (i) => (i - 20) / 8,
    [2, 12],
    "float32",
    "[[-2.5   -2.375 -2.25  -2.125 -2.    -1.875 -1.75  -1.625 -1.5   -1.375\n  -1.25  -1.125]\n [-1.    -0.875 -0.75  -0.625 -0.5   -0.375 -0.25  -0.125  0.     0.125\n   0.25   0.375]]",
  ],
  [
    "wraps in rank 3",
    (i) => i * 1001,
    [1, 2, 20],
    "int32",
    "[[[    0  1001  2002  3003  4004  5005  6006  7007  8008  9009 10010\n   11011 12012 13013 14014 15015 16016 17017 18018 19019]\n  [20020 21021 22022 23023 24024 25025 26026 27027 28028 29029 30030\n   31031 32032 33033 34034 35035 36036 37037 38038 39039]]]",
  ],
  ["1,001 elements summarised", (i) => i / 2, [1001], "float32", "[  0.    0.5   1.  ... 499.  499.5 500. ]"],
  [
    "a summarised matrix",
    (i) => i,
    [50, 40],
    "int32",
    "[[   0    1    2 ...   37   38   39]\n [  40   41   42 ...   77   78   79]\n [  80   81   82 ...  117  118  119]\n ...\n [1880 1881 1882 ... 1917 1918 1919]\n [1920 1921 1922 ... 1957 1958 1959]\n [1960 1961 1962 ... 1997 1998 1999]]",
  ],
  [
    "widths from what is shown alone",
    (i) => (i === 500 ? 1e9 : i / 4),
    [2000],
    "float32",
    "[0.0000e+00 2.5000e-01 5.0000e-01 ... 4.9925e+02 4.9950e+02 4.9975e+02]",
  ],
  [
    "axes of up to six in full",
    (i) => i % 10,
    [2, 6, 7, 20],
    "int32",
    "[[[[0 1 2 ... 7 8 9]\n   [0 1 2 ... 7 8 9]\n   [0 1 2 ... 7 8 9]\n   ...\n   [0 1 2 ... 7 8 9]\n   [0 1 2 ... 7 8 9]\n   [0 1 2 ... 7 8 9]]\n\n  [[0 1 2 ... 7 8 9]\n   [0 1 2 ... 7 8 9]\n   [0 1 2 ... 7 8 9]\n   ...\n   [0 1 2 ... 7 8 9]\n   [0 1 2 ... 7 8 9]\n   [0 1 2 ... 7 8 9]]\n\n  [[0 1 2 ... 7 8 9]\n   [0 1 2 ... 7 8 9]\n   [0 1 2 ... 7 8 9]\n   ...\n   [0 1 2 ... 7 8 9]\n   [0 1 2 ... 7 8 9]\n   [0 1 2 ... 7 8 9]]\n\n  [[0 1 2 ... 7 8 9]\n   [0 1 2 ... 7 8 9]\n   [0 1 2 ... 7 8 9]\n   ...\n   [0 1 2 ... 7 8 9]\n   [0 1 2 ... 7 8 9]\n   [0 1 2 ... 7 8 9]]\n\n  [[0 1 2 ... 7 8 9]\n   [0 1 2 ... 7 8 9]\n   [0 1 2 ... 7 8 9]\n   ...\n   [0 1 2 ... 7 8 9]\n   [0 1 2 ... 7 8 9]\n   [0 1 2 ... 7 8 9]]\n\n  [[0 1 2 ... 7 8 9]\n   [0 1 2 ... 7 8 9]\n   [0 1 2 ... 7 8 9]\n   ...\n   [0 1 2 ... 7 8 9]\n   [0 1 2 ... 7 8 9]\n   [0 1 2 ... 7 8 9]]]\n\n\n [[[0 1 2 ... 7 8 9]\n   [0 1 2 ... 7 8 9]\n   [0 1 2 ... 7 8 9]\n   ...\n   [0 1 2 ... 7 8 9]\n   [0 1 2 ... 7 8 9]\n   [0 1 2 ... 7 8 9]]\n\n  [[0 1 2 ... 7 8 9]\n   [0 1 2 ... 7 8 9]\n   [0 1 2 ... 7 8 9]\n   ...\n   [0 1 2 ... 7 8 9]\n   [0 1 2 ... 7 8 9]\n   [0 1 2 ... 7 8 9]]\n\n  [[0 1 2 ... 7 8 9]\n   [0 1 2 ... 7 8 9]\n   [0 1 2 ... 7 8 9]\n   ...\n   [0 1 2 ... 7 8 9]\n   [0 1 2 ... 7 8 9]\n   [0 1 2 ... 7 8 9]]\n\n  [[0 1 2 ... 7 8 9]\n   [0 1 2 ... 7 8 9]\n   [0 1 2 ... 7 8 9]\n   ...\n   [0 1 2 ... 7 8 9]\n   [0 1 2 ... 7 8 9]\n   [0 1 2 ... 7 8 9]]\n\n  [[0 1 2 ... 7 8 9]\n   [0 1 2 ... 7 8 9]\n   [0 1 2 ... 7 8 9]\n   ...\n   [0 1 2 ... 7 8 9]\n   [0 1 2 ... 7 8 9]\n   [0 1 2 ... 7 8 9]]\n\n  [[0 1 2 ... 7 8 9]\n   [0 1 2 ... 7 8 9]\n   [0 1 2 ... 7 8 9]\n   ...\n   [0 1 2 ... 7 8 9]\n   [0 1 2 ... 7 8 9]\n   [0 1 2 ... 7 8 9]]]]",
  ],
  [
    "summarised tall",
    (i) => -i,
    [2000, 1],
    "int32",
    "[[    0]\n [   -1]\n [   -2]\n ...\n [-1997]\n [-1998]\n [-1999]]",
  ],
];

const DIGITS: readonly (readonly [bits: number, text: string])[] = [
  [0x7879b2a0, "2.0257888e+34"],
  [0x4fb31db3, "6010136000.0"],
  [0x573ba215, "206304810000000.0"],
  [0x72650ef7, "4.5369702e+30"],
  [0x49bb7734, "1535718.5"],
  [0x62e66184, "2.124889e+21"],
  [0x6a4a5e8d, "6.116238e+25"],
  [0x1cb6c33e, "1.2094219e-21"],
  [0x07148cf9, "1.1175711e-34"],
  [0x26456d73, "6.8496436e-16"],
  [0x24589686, "4.6965032e-17"],
  [0x6f60c8d2, "6.956742e+28"],
  [0x745c0561, "6.972744e+31"],
  [0x00abdc0a, "1.5782805e-38"],
  [0x3fb90a6b, "1.4456304"],
  [0x68b4e544, "6.8340414e+24"],
  [0x10c239a2, "7.6608305e-29"],
  [0x65a0589d, "9.465166e+22"],
  [0x0f2ede73, "8.6217045e-30"],
  [0x3ba96598, "0.0051695816"],
  [0x68196c35, "2.8980726e+24"],
  [0x26a2fa78, "1.1308898e-15"],
  [0x2b8def99, "1.0085154e-12"],
  [0x237fcfdd, "1.38675945e-17"],
  [0x00000001, "1e-45"],
  [0x00000002, "3e-45"],
  [0x007fffff, "1.1754942e-38"],
  [0x00800000, "1.1754944e-38"],
  [0x00800001, "1.1754945e-38"],
  [0x7f7fffff, "3.4028235e+38"],
  [0x00ffffff, "2.3509886e-38"],
  [0x01000000, "2.3509887e-38"],
  [0x4b800000, "16777216.0"],
  [0x4b800001, "16777218.0"],
  [0x4c000001, "33554436.0"],
  [0x5a0e1bca, "1e+16"],
  [0x38d1b717, "1e-04"],
  [0x38d1b718, "0.000100000005"],
  [0x3f7fffff, "0.99999994"],
  [0x3f800001, "1.0000001"],
  [0x6b800000, "3.0948501e+26"],
  [0x0c000000, "9.8607613e-32"],
  [0x0f800000, "1.2621775e-29"],
  [0x4c000000, "33554432.0"],
];

function format(values: readonly number[], shape: Shape, dtype: DType): string {
  return formatTensor((dtype === "int32" ? Int32Array : Float32Array).from(values), shape, dtype);
}

describe("a tensor prints as in NumPy", () => {
  test.each(CASES)("%s", (_, values, shape, dtype, text) => {
    expect(format(values, shape, dtype)).toBe(text);
  });

  test.each(LONG)("%s", (_, value, shape, dtype, text) => {
    const values = Array.from({ length: sizeOf(shape) }, (_, i) => value(i));
    expect(format(values, shape, dtype)).toBe(text);
  });

  test("1,000 elements in full", () => {
    const values = Array.from({ length: 1000 }, (_, i) => i % 7);
    const lines = format(values, [1000], "int32").split("\n");
    expect(lines.length).toBe(28);
    expect(lines[0]).toBe(`[${values.slice(0, 37).join(" ")}`);
    expect(lines[27]).toBe(` ${values.slice(999).join(" ")}]`);
  });

  test("many short axes, of which nothing is left out", () => {
    const shape = Array.from({ length: 17 }, () => 2);
    const text = format(
      Array.from({ length: 2 ** 17 }, (_, i) => i % 10),
      shape,
      "int32",
    );
    expect(text.replace(/\D/g, "").length).toBe(2 ** 17);
  });

  test("the digits of single numbers, from denormal to largest", () => {
    for (const [bits, text] of DIGITS) {
      const value = new Float32Array(Uint32Array.of(bits).buffer)[0]!;
      expect(format([value], [], "float32")).toBe(text);
      expect(Math.fround(Number(text))).toBe(value);
    }
  });
});
