/** The words of a line, each quoted for a shell where it must be. */
export function quoted(words: readonly string[]): string {
  return words.map((word) => (/^[\w./,:=@%+-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`)).join(" ");
}
