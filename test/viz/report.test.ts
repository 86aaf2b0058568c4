import { describe, expect, test } from "vitest";
import { ShapeError, ValueError } from "../../src/base/errors.ts";
import { tensor, zeros } from "../../src/tensor/creation.ts";
import type { EpochEnd } from "../../src/train/callbacks.ts";
import { report, type ReportData } from "../../src/viz/index.ts";
import { readMarkup } from "../helpers/markup.ts";

const HOSTILE = [
  `</style></title><script>alert(1)</script>`,
  `" onload="alert(1)`,
  `' onerror='alert(1)`,
  `<![CDATA[x]]>`,
  `<!-- x`,
  `&lt;b&gt; &amp; &#x3c;`,
  `http://example.com/x.png`,
  `\${1} $& $1`,
  `\u0000\u001b[31mred\u202Eback`,
  `\ud800`,
  `__proto__`,
  `constructor`,
  ``,
];

function epoch(
  epoch: number,
  loss: number,
  metrics: Record<string, number>,
  validation: EpochEnd["validation"],
): EpochEnd {
  return { epoch, loss, metrics, validation, seconds: 0.5, samplesPerSecond: 1000 };
}

const HISTORY = [
  epoch(1, 1.25, { accuracy: 0.5 }, { loss: 2.5, metrics: { accuracy: 0.25 } }),
  epoch(2, 0.625, { accuracy: 0.75 }, { loss: 1.5, metrics: { accuracy: 0.375 } }),
  epoch(3, 0.3125, { accuracy: 0.875 }, { loss: 1.125, metrics: { accuracy: 0.4375 } }),
];

const PAGE: ReportData = {
  title: "Three shapes",
  subtitle: "A small run.",
  results: { "test accuracy": "66.7 %", misclassified: 2 },
  configuration: { hidden: 12, "learning rate": 0.015625, shuffled: true },
  environment: { time: "1.5 s", build: "plain" },
  summary: "layer  parameters\nlinear       123",
  history: HISTORY,
  confusion: {
    counts: [
      [31, 1, 0],
      [0, 47, 0],
      [2, 0, 53],
    ],
    classes: ["disc", "star", "ring"],
  },
  mistakes: {
    size: [2, 2],
    of: 134,
    samples: [
      {
        pixels: [0, 1, 0.5, 0],
        index: 77,
        trueClass: "ring",
        predictedClass: "disc",
        probability: 0.875,
        trueProbability: 0.125,
      },
    ],
  },
};

describe("report", () => {
  test("is a well-formed page with all that it was given", () => {
    const { tags, text } = readMarkup(report(PAGE));
    expect(tags[0]!.name).toBe("html");
    const wanted = [
      ...["Three shapes", "A small run.", "test accuracy", "66.7 %", "misclassified"],
      ...["hidden", "12", "learning rate", "0.01563", "shuffled", "yes", "1.5 s", "plain", "linear       123"],
      ...["1.250", "0.6250", "0.3125", "0.7500", "0.8750", "2.500", "0.2500", "0.4375"], // figures by epoch
      ...["disc", "star", "ring", "31", "47", "53", "96.9", "100.0", "96.4", "93.9", "97.9"], // with recall and precision
      ...["1 of 134 samples", "87.5 %", "12.5 %"],
    ];
    for (const part of wanted) expect(text).toContain(part);
  });

  test("asks for nothing outside of itself and runs nothing", () => {
    const page = report(PAGE);
    const { tags } = readMarkup(page);
    expect(page).not.toMatch(/https?:|\/\/[a-z]|@import|url\(/i);
    for (const { name, attributes } of tags) {
      expect(["script", "iframe", "object", "embed", "base", "img"]).not.toContain(name);
      for (const [key, value] of attributes) {
        expect(key).not.toMatch(/^on/);
        if (key === "href" || key === "src") expect(value).toMatch(/^data:/);
      }
    }
    const policy = tags.find(({ attributes }) => attributes.get("http-equiv") === "Content-Security-Policy");
    expect(policy?.attributes.get("content")).toContain("default-src 'none'");
  });

  test("says in words what pictures show", () => {
    const { tags } = readMarkup(report(PAGE));
    const svgs = tags.filter(({ name }) => name === "svg");
    expect(svgs).toHaveLength(3);
    for (const { attributes } of svgs) expect(attributes.get("role")).toBe("img");
    const labels = svgs.map(({ attributes }) => attributes.get("aria-label"));
    expect(labels).toContain("Sample 77: a ring, taken for disc");
    expect(labels).toContain("loss by epoch; the numbers are in the table below");
    expect(tags.find(({ name }) => name === "html")!.attributes.get("lang")).toBe("en");
  });

  test("is the same text for the same data", () => {
    expect(report(PAGE)).toBe(report(PAGE));
  });

  test.each(HOSTILE)("escapes %j wherever a user may write", (text) => {
    const clean = readMarkup(report(PAGE)).tags.map(({ name }) => name);
    const sample = { ...PAGE.mistakes!.samples[0]!, trueClass: text, predictedClass: text };
    const page = report({
      ...PAGE,
      title: text,
      subtitle: text,
      summary: text,
      results: { [`a${text}`]: text, b: text },
      configuration: { [`a${text}`]: text, b: text, c: text },
      environment: { [`a${text}`]: text, b: text },
      confusion: { ...PAGE.confusion!, classes: [text, text, text] },
      mistakes: { ...PAGE.mistakes!, samples: [sample] },
      history: [epoch(1, 1, { [text]: 2 }, { loss: 1, metrics: { [text]: 2 } })],
    });
    const { tags } = readMarkup(page);
    const isChartPart = (name: string): boolean => ["path", "text", "rect", "g", "tr", "th", "td"].includes(name);
    expect(tags.map(({ name }) => name).filter((name) => !isChartPart(name))).toEqual(
      clean.filter((name) => !isChartPart(name)),
    );
    expect(page).not.toMatch(/<script|<img/i);
    expect(page).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u202e]|\p{Surrogate}/u);
  });

  test("leaves out what it was not given", () => {
    const page = report({ title: "t", results: {}, configuration: {}, environment: {}, history: [] });
    expect(readMarkup(page).text).not.toMatch(/Curves|Confusion|Misclassified|Filters|Model|undefined|NaN/);
  });

  test("shows no picture when nothing was misclassified, and says how many are left out of many", () => {
    const none = readMarkup(report({ ...PAGE, mistakes: { ...PAGE.mistakes!, samples: [] } }));
    expect(none.text).toContain("0 of 134 samples");
    const samples = Array.from({ length: 100 }, () => PAGE.mistakes!.samples[0]!);
    const many = readMarkup(report({ ...PAGE, mistakes: { ...PAGE.mistakes!, samples, of: 200 } }));
    expect(many.text).toContain("40 more are not shown");
    expect(many.tags.filter(({ name }) => name === "svg")).toHaveLength(62);
  });

  test("shows predicted numbers against true ones, and their differences", () => {
    const target = `price <b>"in" &`;
    const { tags, text } = readMarkup(
      report({ ...PAGE, residuals: { target, truth: [1, 2, 3], predicted: [1.5, 2, 2] } }),
    );
    expect(text).toContain(`Predicted against true ${target}`);
    expect(text).toContain("Predicted less true");
    expect(tags.filter(({ name }) => name === "svg")).toHaveLength(5);
    const many = Float64Array.from({ length: 1001 }, (_, i) => i);
    expect(readMarkup(report({ ...PAGE, residuals: { target, truth: many, predicted: many } })).text).toContain(
      "The first 1000 of 1001 samples",
    );
    const none = report({ ...PAGE, residuals: { target, truth: [1, 2], predicted: [NaN, Infinity] } });
    expect(readMarkup(none).text).not.toContain("Residuals");
  });

  test("shows the filters of a convolutional model, and what its layers make of a picture", () => {
    const picture = `sample 5, digit <b>"7" &`;
    const maps = new Map([
      ["0 Conv2d", tensor([1, 2, 3, -4], [1, 2, 1, 2])],
      ["1 ReLU", zeros([1, 20, 1, 2])],
      ["2 Linear", zeros([1, 10])],
    ]);
    const layers = { picture, maps, filters: tensor([0.5, -0.25], [2, 1, 1, 1]) };
    const page = report({ ...PAGE, layers });
    const { tags, text } = readMarkup(page);
    for (const part of [
      "Filters and feature maps",
      "Channel 0 of 1: 2 filters of 1×1, -0.2500 to 0.5000",
      `Feature maps of ${picture}: what each layer makes of it.`,
      "0 Conv2d: 2 maps of 1×2, -4 to 3",
      "1 ReLU: 16 of 20 maps of 1×2, 0 to 0",
    ]) {
      expect(text).toContain(part);
    }
    expect(text).not.toContain("Linear");
    const images = tags.filter(({ name }) => name === "image");
    expect(images).toHaveLength(2 + 2 + 2 + 16); // a legend each
    for (const { attributes } of images) expect(attributes.get("href")).toMatch(/^data:image\/png;base64,/);
    const labels = tags.filter(({ name }) => name === "svg").map(({ attributes }) => attributes.get("aria-label"));
    expect(labels).toContain("The filters of the first convolution");
    expect(labels).toContain(`Feature maps of ${picture}`);
    expect(page).not.toMatch(/https?:|<script/);
    expect(() => report({ ...PAGE, layers: { ...layers, filters: zeros([2, 2]) } })).toThrow(ShapeError);
    expect(() => report({ ...PAGE, layers: { ...layers, maps: new Map() } })).toThrow(ValueError);
  });

  test("keeps numbers that are none as gaps, and epochs without validation", () => {
    const validation = { loss: 3, metrics: {} };
    const history = [epoch(1, NaN, {}, null), epoch(2, 1, {}, validation), epoch(3, Infinity, { accuracy: 0.5 }, null)];
    const { text, tags } = readMarkup(report({ ...PAGE, history }));
    expect(text).toContain("NaN");
    expect(text).toContain("–");
    for (const { attributes } of tags) expect(attributes.get("d") ?? "").not.toMatch(/NaN|Infinity/);
  });

  test("refuses pictures and counts that do not fit their sizes", () => {
    const mistakes = { ...PAGE.mistakes!, size: [2, 3] as const };
    expect(() => report({ ...PAGE, mistakes })).toThrow(ShapeError);
    expect(() => report({ ...PAGE, mistakes })).toThrow("picture: pixels holds 4 numbers, expected 6 for [2, 3]");
    expect(() => report({ ...PAGE, mistakes: { ...mistakes, size: [0, 4] } })).toThrow(ValueError);
    const confusion = { counts: [[1, 2], [3]] };
    expect(() => report({ ...PAGE, confusion })).toThrow("counts[1] has 1 columns, expected 2, one a row");
  });
});
