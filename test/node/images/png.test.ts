import { encode } from "fast-png";
import { describe, expect, test } from "vitest";
import { FormatError } from "../../../src/base/errors.ts";
import { decodePng } from "../../../src/node/images/png.ts";
import { type PngFile, pngFile } from "./png-file.ts";

const MOST = 1000;
const pixels = (file: PngFile) => Array.from(decodePng(pngFile(file), MOST).data as Uint8Array);
const grey = (...values: number[]) => values.flatMap((v) => [v, v, v, 255]);

describe("decodePng", () => {
  test.each<[string, PngFile, number[]]>([
    [
      "grey",
      {
        width: 2,
        height: 2,
        rows: [
          [0, 1, 2],
          [0, 3, 255],
        ],
      },
      grey(1, 2, 3, 255),
    ],
    [
      "grey of 1 bit",
      {
        width: 3,
        height: 2,
        depth: 1,
        rows: [
          [0, 0b10100000],
          [0, 0b01000000],
        ],
      },
      grey(255, 0, 255, 0, 255, 0),
    ],
    [
      "grey of 2 bits",
      { width: 5, height: 1, depth: 2, rows: [[0, 0b00011011, 0b10000000]] },
      grey(0, 85, 170, 255, 170),
    ],
    ["grey of 4 bits", { width: 3, height: 1, depth: 4, rows: [[0, 0x1f, 0x80]] }, grey(17, 255, 136)],
    ["grey of 16 bits", { width: 2, height: 1, depth: 16, rows: [[0, 0xff, 0xff, 0x80, 0x80]] }, grey(255, 128)],
    ["grey and alpha", { width: 1, height: 1, type: 4, rows: [[0, 9, 100]] }, [9, 9, 9, 100]],
    ["RGB", { width: 2, height: 1, type: 2, rows: [[1, 1, 2, 3, 1, 1, 1]] }, [1, 2, 3, 255, 2, 3, 4, 255]],
    [
      "RGBA",
      {
        width: 1,
        height: 2,
        type: 6,
        rows: [
          [0, 1, 2, 3, 4],
          [2, 1, 1, 1, 1],
        ],
      },
      [1, 2, 3, 4, 2, 3, 4, 5],
    ],
    [
      "RGB with a clear color",
      { width: 3, height: 1, type: 2, rows: [[0, 1, 2, 3, 1, 2, 4, 1, 2, 3]], chunks: [["tRNS", [0, 1, 0, 2, 0, 3]]] },
      [1, 2, 3, 0, 1, 2, 4, 255, 1, 2, 3, 0],
    ],
    [
      "a palette of 2 bits, partly clear",
      {
        width: 3,
        height: 1,
        depth: 2,
        type: 3,
        rows: [[0, 0b01001000]],
        chunks: [
          ["PLTE", [1, 2, 3, 4, 5, 6, 7, 8, 9]],
          ["tRNS", [50]],
        ],
      },
      [4, 5, 6, 255, 1, 2, 3, 50, 7, 8, 9, 255],
    ],
    [
      "interlaced rows",
      {
        width: 2,
        height: 2,
        interlaced: true,
        rows: [
          [0, 1],
          [0, 2],
          [0, 3, 4],
        ],
      },
      grey(1, 2, 3, 4),
    ],
  ])("reads %s", (_, file, expected) => {
    expect(pixels(file)).toEqual(expected);
  });

  test("reads what another writer makes", () => {
    const data = Uint8Array.from({ length: 13 * 7 * 3 }, (_, i) => (i * i) >> 3);
    for (const interlace of ["null", "Adam7"] as const) {
      const picture = decodePng(encode({ width: 13, height: 7, data, channels: 3 }, { interlace }), MOST);
      expect([picture.width, picture.height]).toEqual([13, 7]);
      expect(Array.from(picture.data).filter((_, i) => i % 4 !== 3)).toEqual([...data]);
    }
  });

  test("passes over what is no part of the picture, whatever it unpacks to", () => {
    const chunks = [
      ["iCCP", [65, 0, 0, 1, 2, 3]],
      ["tEXt", [1]],
    ] as const;
    expect(pixels({ width: 1, height: 1, rows: [[0, 5]], chunks })).toEqual(grey(5));
  });

  test.each<[string, Buffer, string]>([
    [
      "hostile sizes",
      pngFile({ width: 2 ** 31, height: 2 ** 31, rows: [] }),
      "it is 2147483648×2147483648, expected sides of",
    ],
    ["too many pixels", pngFile({ width: 40, height: 26, rows: [] }), "at most 1000 pixels"],
    ["no pixels", pngFile({ width: 0, height: 1, rows: [] }), "it is 0×1"],
    ["too few rows", pngFile({ width: 2, height: 2, rows: [[0, 1, 2]] }), "it unpacks to 3 bytes, expected 6"],
    ["too many bytes", pngFile({ width: 1, height: 1, rows: [[0, 1, 2]] }), "it unpacks to 3 bytes, expected 2"],
    [
      "few bits interlaced",
      pngFile({ width: 1, height: 1, depth: 4, interlaced: true, rows: [[0, 1]] }),
      "it is interlaced with 4 bits",
    ],
    [
      "colors beyond the palette",
      pngFile({ width: 1, height: 1, type: 3, rows: [[0, 1]], chunks: [["PLTE", [1, 2, 3]]] }),
      "it has a pixel of color 1",
    ],
    ["no palette", pngFile({ width: 1, height: 1, type: 3, rows: [[0, 1]] }), "it has a pixel of color 1"],
    [
      "a second header",
      pngFile({ width: 1, height: 1, rows: [[0, 1]], chunks: [["IHDR", []]] }),
      "does not begin with one header",
    ],
    ["no chunk", Buffer.from([0x89, 0x50, 0x4e, 0x47]), "it is cut off"],
  ])("refuses %s", (_, bytes, message) => {
    expect(() => decodePng(bytes, MOST)).toThrow(FormatError);
    expect(() => decodePng(bytes, MOST)).toThrow(message);
  });

  test("refuses what unpacks without end, other types, and files cut off anywhere", () => {
    const bomb = pngFile({ width: 1, height: 1, rows: [Array<number>(100_000).fill(0)] });
    expect(() => decodePng(bomb, MOST)).toThrow(RangeError);
    expect(() => decodePng(pngFile({ width: 1, height: 1, type: 5, rows: [[0]] }), MOST)).toThrow("Unknown color type");
    expect(() => decodePng(pngFile({ width: 1, height: 1, depth: 3, rows: [[0, 0]] }), MOST)).toThrow("bit depth");
    const whole = pngFile({
      width: 2,
      height: 2,
      rows: [
        [0, 1, 2],
        [0, 3, 4],
      ],
    });
    for (let n = 0; n < whole.length; n++) expect(() => decodePng(whole.subarray(0, n), MOST)).toThrow();
  });
});
