import { FormatError } from "../base/errors.ts";
import type { ColumnState, PreprocessorState, TargetState } from "./preprocessor-state.ts";

type Fields = Readonly<Record<string, unknown>>;

/** A preprocessor's state from a file, which may hold anything. Throws `FormatError` unless it is one. */
export function checkedState(state: unknown): PreprocessorState {
  const fields = recordOf("state", state, ["version", "columns", "target", "reason", "ignored", "drop", "unknown"]);
  check("version", fields.version === 1, "1; it was saved by another version");
  check("reason", typeof fields.reason === "string", "a text");
  check("drop", typeof fields.drop === "boolean", "true or false");
  check("unknown", fields.unknown === "error" || fields.unknown === "zeros", '"error" or "zeros"');
  const columns = listOf("columns", fields.columns).map(checkedColumn);
  check("columns", columns.length > 0, "at least one");
  const target = fields.target === null ? null : checkedTarget(fields.target);
  const ignored = textsOf("ignored", fields.ignored);
  const names = [...columns.map(({ name }) => name), ...ignored, ...(target === null ? [] : [target.name])];
  check("columns", new Set(names).size === names.length, "different names");
  return {
    version: 1,
    columns,
    target,
    reason: fields.reason as string,
    ignored,
    drop: fields.drop as boolean,
    unknown: fields.unknown as PreprocessorState["unknown"],
  };
}

function checkedColumn(given: unknown, i: number): ColumnState {
  const at = `columns[${i}]`;
  const isText = (given as Partial<ColumnState> | null)?.kind === "text";
  const fields = recordOf(at, given, [
    "name",
    "kind",
    "fill",
    "center",
    "scale",
    ...(isText ? ["encoding", "categories"] : []),
  ]);
  const name = nameOf(at, fields);
  const { center, scale } = scalingOf(at, fields);
  if (!isText) {
    check(`${at}.kind`, fields.kind === "number", '"number" or "text"');
    check(`${at}.fill`, fields.fill === null || Number.isFinite(fields.fill), "a number or null");
    return { name, kind: "number", fill: fields.fill as number | null, center, scale };
  }
  const { encoding, fill } = fields;
  check(`${at}.encoding`, encoding === "one-hot" || encoding === "ordinal", '"one-hot" or "ordinal"');
  const categories = textsOf(`${at}.categories`, fields.categories);
  check(`${at}.categories`, categories.length > 0 && isAscending(categories), "different texts, ascending");
  check(`${at}.fill`, fill === null || categories.includes(fill as string), "a category or null");
  check(`${at}.scale`, encoding === "ordinal" || (center === 0 && scale === 1), "center 0 and scale 1 for one-hot");
  return {
    name,
    kind: "text",
    encoding: encoding as "one-hot" | "ordinal",
    categories,
    fill: fill as string | null,
    center,
    scale,
  };
}

function checkedTarget(given: unknown): TargetState {
  const isRegression = (given as Partial<TargetState> | null)?.task === "regression";
  const fields = recordOf("target", given, ["name", "task", ...(isRegression ? ["center", "scale"] : ["classes"])]);
  const name = nameOf("target", fields);
  if (isRegression) return { name, task: "regression", ...scalingOf("target", fields) };
  check("target.task", fields.task === "classification", '"classification" or "regression"');
  const classes = listOf("target.classes", fields.classes) as string[] | number[];
  const areTexts = classes.every((value) => typeof value === "string");
  const areNumbers = classes.every((value) => Number.isFinite(value));
  const isValid = classes.length >= 2 && (areTexts || areNumbers) && isAscending(classes);
  check("target.classes", isValid, "two or more texts or numbers, different and ascending");
  return { name, task: "classification", classes };
}

function scalingOf(at: string, { center, scale }: Fields): { center: number; scale: number } {
  check(`${at}.center`, Number.isFinite(center), "a finite number");
  check(`${at}.scale`, Number.isFinite(scale) && (scale as number) > 0, "a finite number above 0");
  return { center: center as number, scale: scale as number };
}

function nameOf(at: string, { name }: Fields): string {
  check(`${at}.name`, typeof name === "string" && name !== "", "a text");
  return name as string;
}

/** A record with these fields, and no others. */
function recordOf(at: string, given: unknown, fields: readonly string[]): Fields {
  const isRecord = typeof given === "object" && given !== null && !Array.isArray(given);
  check(at, isRecord && fields.every((field) => Object.hasOwn(given, field)), `a record of ${fields.join(", ")}`);
  check(at, Object.keys(given as Fields).length === fields.length, `nothing besides ${fields.join(", ")}`);
  return given as Fields;
}

function listOf(at: string, given: unknown): readonly unknown[] {
  check(at, Array.isArray(given), "a list");
  return given as unknown[];
}

function textsOf(at: string, given: unknown): readonly string[] {
  const list = listOf(at, given);
  check(
    at,
    list.every((text) => typeof text === "string"),
    "texts",
  );
  return list as string[];
}

function isAscending(values: readonly (string | number)[]): boolean {
  return values.every((value, i) => i === 0 || values[i - 1]! < value);
}

function check(at: string, valid: boolean, expected: string): void {
  if (!valid) throw new FormatError(`Preprocessor: the state's ${at} is unusable, expected ${expected}`);
}
