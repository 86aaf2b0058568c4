import { describe, expect, test } from "vitest";
import { quoted } from "../../src/cli/quoted.ts";
import { type Recipe, recipeIn, wordsOf } from "../../src/cli/train-command.ts";

describe("wordsOf and recipeIn", () => {
  test.each<Recipe>([
    { data: "digits", file: undefined, options: {} },
    { data: "text", file: "/a b/c.txt", options: { hidden: [8, 8], steps: 3, clipNorm: 5, epochs: 1, seed: 0 } },
    {
      data: "/x/it's.csv",
      file: undefined,
      options: {
        target: "-price",
        hidden: [],
        learningRate: 1e-7,
        validation: 0.25,
        asText: ["a", "b c"],
        ignore: ["d"],
      },
    },
    {
      data: "mnist",
      file: undefined,
      options: { model: "cnn", augment: ["shift", "noise"], schedule: "one-cycle", from: "/m", freeze: ["*.bias", "0"], data: "/d" }, // prettier-ignore
    },
  ])("are each other's reverse: %j", (recipe) => {
    const words = wordsOf(recipe);
    expect(recipeIn(words)).toEqual(recipe);
    expect(words.slice(0, 2)).toEqual(["train", recipe.data]);
  });

  test("leave out what says nothing of how a run is made", () => {
    const options = { epochs: 2, out: "x", quiet: true, resume: "y", restart: true, seed: undefined };
    const words = wordsOf({ data: "iris", file: undefined, options });
    expect(words).toEqual(["train", "iris", "--epochs", "2"]);
    expect(recipeIn([...words, "--quiet", "--out", "z"])!.options).toEqual({ epochs: 2 });
  });

  test.each([
    [[]],
    [["train"]],
    [["verify", "x"]],
    [["train", "iris", "--epochs", "0"]],
    [["train", "iris", "--epochs"]],
    [["train", "iris", "--nope"]],
    [["train", "iris", 7]],
    [["train", "--help"]],
  ])("are no others: %j", (words) => {
    expect(recipeIn(words)).toBe(null);
  });
});

test("quoted writes words for a shell", () => {
  expect(quoted(["train", "/a/b.csv", "--hidden", "32,16", "--seed", "7"])).toBe(
    "train /a/b.csv --hidden 32,16 --seed 7",
  );
  expect(quoted(["it's", "a b", "*.bias", "", "$x", "ü"])).toBe(`'it'\\''s' 'a b' '*.bias' '' '$x' 'ü'`);
});
