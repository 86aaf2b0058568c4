// Control characters (C0, C1), line and paragraph separators, and marks that change the direction of writing: in a terminal
// they could move the cursor, in a page reorder what stands around them.
const UNPRINTABLE = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g;

/** `text` on one line, safe to print: control characters and lone surrogates become U+FFFD, line breaks and tabs spaces. */
export function printable(text: string): string {
  return text
    .replace(/[\t\n\v\f\r]+/g, " ")
    .replace(UNPRINTABLE, "\ufffd")
    .replace(/\p{Surrogate}/gu, "\ufffd");
}

/** The same of each line of `text`; line ends stay. */
export function printableLines(text: string): string {
  return text.split("\n").map(printable).join("\n");
}
