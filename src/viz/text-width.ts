/**
 * About how wide a text is in the widest of usual letters, in pixels: what no font is needed for, and the same on every host, so that charts are laid out alike everywhere and
 * nothing is cut off.
 */
export function textWidth(text: string, fontSize: number, isBold = false): number {
  let ems = 0;
  for (const letter of text) ems += widthOf(letter);
  return fontSize * ems * (isBold ? 1.1 : 1);
}

function widthOf(letter: string): number {
  if (/[ijlI.,:;'|!()[\]\s/frt-]/.test(letter)) return 0.42;
  if (/[mwMW%@—…]/.test(letter)) return 0.98;
  if (/[A-Z&+=<>~≤≥−]/.test(letter)) return 0.76;
  // What is not Latin, Greek or Cyrillic may fill its square.
  return letter.codePointAt(0)! < 0x530 ? 0.63 : 1;
}

/** A text without its middle, if it is wider than `width`: long names differ in their ends. */
export function shortened(text: string, width: number, fontSize: number): string {
  if (textWidth(text, fontSize) <= width) return text;
  const letters = [...text];
  let [head, tail] = [0, letters.length];
  let left = width - textWidth("…", fontSize);
  for (let i = 0; head < tail; i++) {
    const letter = i % 2 === 0 ? letters[head]! : letters[tail - 1]!;
    left -= textWidth(letter, fontSize);
    if (left < 0) break;
    if (i % 2 === 0) head++;
    else tail--;
  }
  return `${letters.slice(0, head).join("")}…${letters.slice(tail).join("")}`;
}
