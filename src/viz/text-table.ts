/** Rows as lines of text, columns of equal width with two spaces between them; those in `left` begin where others end. */
export function textTable(rows: readonly (readonly string[])[], left: readonly number[] = []): string {
  const length = (cell: string): number => [...cell].length;
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => length(row[column]!)))) ?? [];
  const pad = (cell: string, column: number): string => {
    const space = " ".repeat(widths[column]! - length(cell));
    return left.includes(column) ? cell + space : space + cell;
  };
  return rows.map((row) => row.map(pad).join("  ").trimEnd()).join("\n");
}
