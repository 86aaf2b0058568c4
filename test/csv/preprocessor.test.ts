import { describe, expect, test } from "vitest";
import { FormatError, ValueError } from "../../src/base/errors.ts";
import { Preprocessor, type PreprocessorOptions, readCsv, type Table } from "../../src/csv/index.ts";
import { collect } from "../../src/data/collect.ts";
import type { Dataset } from "../../src/data/dataset.ts";

const FLOWERS = `size,color,species
1,red,b
2,blue,a
3,red,b
4,green,c
`;

const fitted = async (text: string, options: PreprocessorOptions, rows?: number[]): Promise<[Preprocessor, Table]> => {
  const table = await readCsv(text);
  return [new Preprocessor(options).fit(table, rows), table];
};
const plain = { target: "species", scale: "none" } as const;
const inputs = (data: Dataset): number[][] => {
  const { x, length } = collect(data);
  const size = x.shape[0]!;
  return Array.from({ length }, (_, i) => Array.from(x.data.slice(i * size, (i + 1) * size)));
};
const targets = (data: Dataset): number[] => Array.from(collect(data).y.data);

describe("samples", () => {
  test("are numbers, ones for categories, and classes", async () => {
    const [preprocessor, table] = await fitted(FLOWERS, plain);
    expect(preprocessor.features).toEqual(["size", "color=blue", "color=green", "color=red"]);
    expect([preprocessor.task, preprocessor.target, preprocessor.classes]).toEqual([
      "classification",
      "species",
      ["a", "b", "c"],
    ]);
    const samples = preprocessor.transform(table);
    expect([samples.x, samples.y]).toMatchObject([
      { shape: [4], dtype: "float32" },
      { shape: [], dtype: "int32" },
    ]);
    expect(inputs(samples)).toEqual([
      [1, 0, 0, 1],
      [2, 1, 0, 0],
      [3, 0, 0, 1],
      [4, 0, 1, 0],
    ]);
    expect(targets(samples)).toEqual([1, 0, 1, 2]);
  });

  test("are those of the rows asked for, in their order, also twice", async () => {
    const [preprocessor, table] = await fitted(FLOWERS, { ...plain, text: "ordinal" });
    const samples = preprocessor.transform(table, [2, 1, 2]);
    expect(inputs(samples)).toEqual([
      [3, 2],
      [2, 0],
      [3, 2],
    ]);
    expect(targets(samples)).toEqual([1, 0, 1]);
  });

  test("are scaled by what the training rows say, in any order", async () => {
    const text = "a,y\n1,0.5\n3,1.5\n100,7\n";
    const [preprocessor, table] = await fitted(text, { target: "y" }, [1, 0]);
    expect(preprocessor.task).toBe("regression");
    const samples = preprocessor.transform(table);
    expect(samples.y).toMatchObject({ shape: [1], dtype: "float32" });
    expect(inputs(samples).flat()).toEqual([-1, 1, 98]);
    expect(targets(samples)).toEqual([-1, 1, 12]);
    expect(Array.from(preprocessor.inverseTarget([-1, 1, 12]))).toEqual([0.5, 1.5, 7]);
  });

  test("do not depend on the order of the training rows, or on the sign of zero", async () => {
    const table = await readCsv("a,y\n0.1,1e9\n0.2,0.7\n0.3,-1e9\n-0,0.1\n");
    for (const scale of ["standard", "min-max"] as const) {
      const [state, same] = [
        [0, 1, 2, 3],
        [2, 0, 3, 1],
      ].map((rows) => new Preprocessor({ target: "y", scale }).fit(table, rows).state);
      expect(same).toEqual(state);
      expect(JSON.parse(JSON.stringify(state))).toEqual(state);
    }
  });

  test("have no feature for categories that no training row has", async () => {
    const [preprocessor, table] = await fitted(FLOWERS, plain, [0, 1, 2]);
    expect(preprocessor.features).toEqual(["size", "color=blue", "color=red"]);
    expect(() => preprocessor.transform(table)).toThrow('row 5, column "color" is "green", expected a category');
  });

  test("overwrite what they are read into", async () => {
    const [preprocessor, table] = await fitted(FLOWERS, plain);
    const samples = preprocessor.transform(table, [3, 0], { memory: 0 });
    const [x, y] = [new Float32Array(8).fill(9), new Int32Array(2).fill(9)];
    samples.read(Int32Array.of(1, 0), x, y);
    expect([Array.from(x), Array.from(y)]).toEqual([
      [1, 0, 0, 1, 4, 0, 1, 0],
      [1, 2],
    ]);
    expect(() => samples.read(Int32Array.of(2), x, y)).toThrow("table: index is 2, expected 0 <= index < 2");
  });

  test("have the target as it is, if that is wanted", async () => {
    const [preprocessor, table] = await fitted("a,y\n1,0.5\n3,1.5\n", { target: "y", scaleTarget: false });
    expect(targets(preprocessor.transform(table))).toEqual([0.5, 1.5]);
    expect(preprocessor.inverseTarget([0.5])[0]).toBe(0.5);
  });

  test("have zeros for targets where there is none", async () => {
    const [preprocessor, table] = await fitted("a,b\n1,x\n2,y\n", { target: null, scale: "none" });
    expect([preprocessor.task, preprocessor.target, preprocessor.classes]).toEqual([null, null, []]);
    expect(inputs(preprocessor.transform(table))).toEqual([
      [1, 1, 0],
      [2, 0, 1],
    ]);
    expect(targets(preprocessor.transform(table))).toEqual([0, 0]);
    expect(() => preprocessor.inverseTarget([1])).toThrow("inverseTarget: the task is null, expected regression");
  });

  test("do not vary where a column does not", async () => {
    for (const scale of ["standard", "min-max", "robust"] as const) {
      const [preprocessor, table] = await fitted("a,y\n0.1,x\n0.1,y\n0.1,x\n", { target: "y", scale });
      expect(preprocessor.state.columns[0]).toMatchObject({ scale: 1 });
      for (const [x] of inputs(preprocessor.transform(table))) expect(Math.abs(x!)).toBeLessThan(1e-15);
    }
  });

  test("are only shifted where half of the values are alike", async () => {
    const [preprocessor] = await fitted("a,y\n1,x\n1,y\n1,x\n1,x\n9,y\n", { target: "y", scale: "robust" });
    expect(preprocessor.state.columns[0]).toMatchObject({ center: 1, scale: 1 });
  });

  test("for predict need no target, and take one", async () => {
    const [preprocessor] = await fitted(FLOWERS, plain);
    const { schema } = preprocessor;
    for (const text of [
      "color,size\nred,9\n",
      "species,color,size\nunheard of,red,9\n",
      "species,color,size\n,red,9\n",
    ]) {
      const samples = preprocessor.transformInputs(await readCsv(text, { schema }));
      expect(inputs(samples)).toEqual([[9, 0, 0, 1]]);
      expect(targets(samples)).toEqual([0]);
    }
  });
});

describe("the task", () => {
  const values = (n: number, f: (i: number) => number | string): string =>
    `a,y\n${Array.from({ length: n }, (_, i) => `${i},${f(i)}\n`).join("")}`;

  test.each([
    ["text", values(4, (i) => "ab"[i % 2]!), "classification", "its target is text"],
    [
      "few whole numbers",
      values(40, (i) => i % 20),
      "classification",
      "its target has 20 different whole numbers in 40 rows",
    ],
    ["many whole numbers", values(42, (i) => i % 21), "regression", "its target has 21 different numbers in 42 rows"],
    ["rare whole numbers", values(5, (i) => i % 3), "regression", "its target has 3 different numbers in 5 rows"],
    ["very many", values(3000, (i) => i), "regression", "its target has more than 1000 different numbers in 3000 rows"],
    ["fractions", values(40, (i) => (i % 2) / 2), "regression", "its target has numbers that are not whole"],
  ])("of %s is told", async (_, text, task, reason) => {
    const [preprocessor] = await fitted(text, { target: "y" });
    expect([preprocessor.task, preprocessor.reason]).toEqual([task, reason]);
  });

  test("is what was asked for", async () => {
    const [regression] = await fitted(
      values(4, (i) => i % 2),
      { target: "y", task: "regression" },
    );
    expect([regression.task, regression.reason]).toEqual(["regression", "it was asked for"]);
    const [classes, table] = await fitted(
      values(4, (i) => [0.5, -1, 10, 0.5][i]!),
      { target: "y", task: "classification" },
    );
    expect(classes.classes).toEqual(["-1", "0.5", "10"]);
    expect(targets(classes.transform(table))).toEqual([1, 0, 2, 1]);
    for (const scaleTarget of [true, false]) {
      await expect(fitted("a,y\n1,2.5\n2,2.5\n", { target: "y", scaleTarget })).rejects.toThrow(
        'fit: the target "y" is 2.5 in every row, expected different numbers',
      );
    }
    await expect(fitted(FLOWERS, { target: "species", task: "regression" })).rejects.toThrow(
      'fit: the target "species" is text, expected numbers for a regression',
    );
  });

  test("needs classes that differ, and not too many", async () => {
    await expect(fitted(FLOWERS, { target: "species" }, [0, 2])).rejects.toThrow(
      'fit: the target "species" has one class only, "b", expected two or more',
    );
    await expect(
      fitted(
        values(30, (i) => `name ${i}`),
        { target: "y" },
      ),
    ).rejects.toThrow('fit: the target "y" has 30 classes in 30 rows, expected fewer');
    await expect(
      fitted(
        values(3000, (i) => `name ${i % 1500}`),
        { target: "y" },
      ),
    ).rejects.toThrow('fit: the target "y" has more than 1000 classes in 3000 rows, expected fewer');
  });
});

describe("empty cells", () => {
  const HOLES = "a,b,y\n1,x,p\n,y,q\n3,,p\n5,y,q\n5,x,p\n";

  test("are an error unless something is done about them", async () => {
    await expect(fitted(HOLES, { target: "y" })).rejects.toThrow(
      'fit: row 3, column "a" is empty, expected a value; mend it, ignore the column, or say what to do by missing: "mean", "median", "most-frequent" or "drop"',
    );
    const [preprocessor, table] = await fitted(HOLES, { target: "y" }, [0, 3, 4]);
    expect(() => preprocessor.transform(table, [4, 2, 1])).toThrow(
      'transform: row 3, column "a" is empty, expected a value; fill it in, or train with missing: "mean", "median" or "most-frequent"',
    );
  });

  test.each([
    ["mean", 3.5, "x"],
    ["median", 4, "x"],
    ["most-frequent", 5, "x"],
  ] as const)("become the %s", async (missing, number, text) => {
    const [preprocessor, table] = await fitted(HOLES, { target: "y", missing, scale: "none" });
    expect(preprocessor.state.columns).toMatchObject([{ fill: number }, { fill: text }]);
    expect(inputs(preprocessor.transform(table)).slice(1, 3)).toEqual([
      [number, 0, 1],
      [3, 1, 0],
    ]);
  });

  test("become what the training rows say, also where those have none", async () => {
    const [preprocessor, table] = await fitted(HOLES, { target: "y", missing: "mean", scale: "none" }, [0, 3]);
    expect(inputs(preprocessor.transform(table, [1, 2]))).toEqual([
      [3, 0, 1],
      [3, 1, 0],
    ]);
  });

  test("take their rows along, if dropped", async () => {
    const text = `${HOLES}7,x,\n`;
    const [preprocessor, table] = await fitted(text, { target: "y", missing: "drop", scale: "none" });
    expect(inputs(preprocessor.transform(table)).map(([a]) => a)).toEqual([1, 5, 5]);
    expect(inputs(preprocessor.transform(table, [5, 4, 1, 0])).map(([a]) => a)).toEqual([5, 1]);
    expect(() => preprocessor.transform(table, [1, 2])).toThrow("transform: every row has an empty cell");
    expect(() => preprocessor.transformInputs(table)).toThrow(
      'transform: row 3, column "a" is empty, expected a value; rows with empty cells were left out in training: leave this out, too',
    );
  });

  test("of a target are an error", async () => {
    const text = "a,y\n1,p\n2,\n3,q\n";
    const message =
      /row 3, column "y" is empty, expected a value; fill in the target, or leave such rows out with missing: "drop"/;
    await expect(fitted(text, { target: "y", missing: "mean" })).rejects.toThrow(message);
    const [preprocessor, table] = await fitted(text, { target: "y", missing: "mean" }, [0, 2]);
    expect(() => preprocessor.transform(table)).toThrow(message);
  });

  test("only are an error", async () => {
    const text = "a,b,y\n1,,p\n2,,q\n3,5,q\n";
    await expect(fitted(text, { target: "y", missing: "mean" }, [0, 1])).rejects.toThrow(
      'fit: column "b" is empty, expected values; ignore it',
    );
  });
});

describe("fit refuses", () => {
  test("columns that look like identifiers, but not for ordinal codes", async () => {
    const names = `id,y\n${Array.from({ length: 30 }, (_, i) => `n${i},${"ab"[i % 2]}\n`).join("")}`;
    await expect(fitted(names, { target: "y" })).rejects.toThrow(
      'fit: column "id" has 30 different texts in 30 rows, expected at most 1000, each in several rows; it looks like an identifier: ignore it',
    );
    const [preprocessor] = await fitted(names, { target: "y", text: "ordinal" });
    expect(preprocessor.features).toEqual(["id"]);
    const many = `id,y\n${Array.from({ length: 4004 }, (_, i) => `n${i % 1001},${"ab"[i % 2]}\n`).join("")}`;
    await expect(fitted(many, { target: "y" })).rejects.toThrow(/has 1001 different texts in 4004 rows/);
  });

  test("what it cannot use", async () => {
    const table = await readCsv(FLOWERS);
    const fit = (options: PreprocessorOptions, rows?: number[]) => () => new Preprocessor(options).fit(table, rows);
    expect(fit({ target: "kind" })).toThrow(
      'table: there is no column "kind", expected one of "size", "color", "species"',
    );
    expect(fit(plain, [])).toThrow("fit: rows are none, expected at least one");
    expect(fit(plain, [0, 4])).toThrow("fit: rows[1] is 4, expected a whole number from 0 to 3");
    expect(fit({ ...plain, missing: "zero" as "mean" })).toThrow(
      'Preprocessor: missing is zero, expected one of "error", "mean", "median", "most-frequent", "drop"',
    );
    const alone = await readCsv("y\n1\n2\n");
    expect(() => new Preprocessor({ target: "y" }).fit(alone)).toThrow("fit: the table holds the target only");
    expect(() => new Preprocessor(plain).state).toThrow(
      "Preprocessor: nothing is learned yet, expected a call of fit before",
    );
  });

  test("numbers whose statistics are infinite", async () => {
    const message = (name: string) => new RegExp(`column "${name}" has numbers too large for their statistics`);
    for (const scale of ["standard", "min-max", "robust"] as const) {
      await expect(fitted("a,y\n-1.7e308,p\n1.7e308,q\n", { target: "y", scale })).rejects.toThrow(message("a"));
    }
    await expect(fitted("a,y\n1.7e308,p\n1.7e308,q\n,q\n", { target: "y", missing: "mean" })).rejects.toThrow(
      message("a"),
    );
    await expect(fitted("a,y\n1,1.7e308\n2,-1.7e308\n", { target: "y", task: "regression" })).rejects.toThrow(
      'fit: the target "y" has numbers too large for their variance, expected smaller ones',
    );
  });
});

describe("transform refuses", () => {
  const refuse = async (text: string, message: string, options?: Partial<PreprocessorOptions>, read = true) => {
    const [preprocessor] = await fitted(FLOWERS, { ...plain, ...options });
    const table = await readCsv(text, read ? { schema: preprocessor.schema } : {});
    expect(() => preprocessor.transform(table)).toThrow(message);
  };

  test("columns that do not fit", async () => {
    await refuse("size,color\n1,red\n", 'transform: the table lacks the column "species", expected it as in training');
    await refuse("size,species\n1,a\n", 'transform: the table lacks the column "color", expected it as in training');
    await refuse(
      "size,color,species,age\n1,red,a,3\n",
      'transform: the table has a column "age", which training never saw; ignore it when reading the file',
    );
  });

  test("categories and classes that training never saw", async () => {
    await refuse(
      "size,color,species\n1,red,a\n1,pink,b\n",
      'transform: row 3, column "color" is "pink", expected a category that training has seen; mend it, or learn with unknown "zeros"',
    );
    await refuse(
      "size,color,species\n1,red,d\n",
      'transform: row 2, column "species" is "d", expected a class that training has seen',
    );
    const [numbers] = await fitted("a,y\n1,0\n2,1\n3,0\n4,1\n", { target: "y" });
    const others = await readCsv("a,y\n1,0\n1,2\n");
    expect(() => numbers.transform(others)).toThrow(
      'transform: row 3, column "y" is 2, expected a class that training',
    );
  });

  test("no category if zeros are wanted for those", async () => {
    const text = "size,color,species\n1,pink,a\n1,red,a\n";
    for (const [options, expected] of [
      [{}, [0, 0, 0]],
      [{ text: "ordinal", scale: "standard" }, [0]],
    ] as const) {
      const [preprocessor] = await fitted(FLOWERS, { ...plain, ...options, unknown: "zeros" });
      expect(inputs(preprocessor.transform(await readCsv(text)))[0]!.slice(1)).toEqual(expected);
    }
  });

  test("cells of the other kind", async () => {
    const remedy = "as in training; read the file with the preprocessor's schema";
    await refuse(
      "size,color,species\n,red,a\nbig,red,a\n",
      `transform: row 3, column "size" is "big", expected a number ${remedy}`,
      {},
      false,
    );
    await refuse("size,color,species\n1,,a\n2,7,a\n", `row 3, column "color" is 7, expected text ${remedy}`, {}, false);
    await refuse("size,color,species\n1,red,7\n", `row 2, column "species" is 7, expected text ${remedy}`, {}, false);
    const [preprocessor] = await fitted(FLOWERS, plain);
    await expect(readCsv("size,color\nbig,red\n", preprocessor)).rejects.toThrow(
      'readCsv: row 2, column "size" is "big", expected a number',
    );
  });

  test("numbers that float32 does not hold", async () => {
    await refuse(
      "size,color,species\n1e39,red,a\n",
      'transform: row 2, column "size" is 1e+39, expected a number that float32 holds once it is scaled',
    );
    const [regression] = await fitted("a,y\n1,0.5\n2,1\n", { target: "y" });
    const far = await readCsv("a,y\n1,1e40\n");
    expect(() => regression.transform(far)).toThrow('row 2, column "y" is 1e+40, expected a number that float32 holds');
  });

  test("with errors of the right kind", async () => {
    const [preprocessor, table] = await fitted(FLOWERS, plain);
    expect(() => preprocessor.transform(table, [9])).toThrow(ValueError);
    const pink = await readCsv("size,color,species\n1,pink,a\n");
    expect(() => preprocessor.transform(pink)).toThrow(FormatError);
  });
});
