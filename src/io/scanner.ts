import { FormatError } from "../base/errors.ts";

const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/**
 * Reads JSON text value by value, as the caller expects them, for text that may be hostile: keys never become properties
 * of an object, a repeated key is an error, and depth is what the caller asks for.
 *
 * Every method skips white space and throws `FormatError` where the text holds something else.
 */
export class Scanner {
  readonly #text: string;
  readonly #what: string;
  #at = 0;

  /** `what` begins every message: `safetensors: the header`. */
  constructor(text: string, what: string) {
    this.#text = text;
    this.#what = what;
  }

  /** `{ key: …, … }`; `read` takes the value of each key from the scanner. */
  object(read: (key: string) => void): void {
    const seen = new Set<string>();
    this.#list("{", "}", () => {
      const key = this.string();
      if (seen.has(key)) throw new FormatError(`${this.#what} has the key ${quoted(key)} twice, expected each once`);
      seen.add(key);
      this.#expect(":");
      read(key);
    });
  }

  /** `[…, …]`; `read` takes each value from the scanner. */
  array(read: () => void): void {
    this.#list("[", "]", read);
  }

  /** A string, its escapes resolved. Lone surrogates, which UTF-8 cannot hold, are an error. */
  string(): string {
    this.#skip();
    const start = this.#at;
    if (this.#text.charCodeAt(start) !== QUOTE) this.#fail("a string");
    let end = start + 1;
    while (end < this.#text.length && this.#text.charCodeAt(end) !== QUOTE) {
      end += this.#text.charCodeAt(end) === BACKSLASH ? 2 : 1;
    }
    this.#at = end + 1;
    let value: unknown;
    try {
      value = JSON.parse(this.#text.slice(start, end + 1));
    } catch {
      this.#at = start;
      this.#fail("a string");
    }
    if (!isWellFormed(value as string)) throw new FormatError(`${this.#what} has a string that is not Unicode`);
    return value as string;
  }

  /** A whole number from 0 to 2⁵³ − 1, written in digits alone. */
  whole(): number {
    this.#skip();
    const digits = /(?:0|[1-9]\d{0,15})(?![\d.eE])/y;
    digits.lastIndex = this.#at;
    const found = digits.exec(this.#text)?.[0];
    if (found === undefined || !Number.isSafeInteger(Number(found))) this.#fail("a whole number from 0 to 2^53 - 1");
    this.#at += found.length;
    return Number(found);
  }

  /** The end of the text. */
  end(): void {
    this.#skip();
    if (this.#at < this.#text.length) this.#fail("nothing more");
  }

  #list(open: string, close: string, read: () => void): void {
    this.#expect(open);
    if (this.#take(close)) return;
    do read();
    while (this.#take(","));
    this.#expect(close);
  }

  #take(sign: string): boolean {
    this.#skip();
    if (this.#text[this.#at] !== sign) return false;
    this.#at++;
    return true;
  }

  #expect(sign: string): void {
    if (!this.#take(sign)) this.#fail(sign);
  }

  #skip(): void {
    for (;;) {
      const code = this.#text.charCodeAt(this.#at);
      if (code !== 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x09) return;
      this.#at++;
    }
  }

  #fail(wanted: string): never {
    const rest = this.#text.slice(this.#at, this.#at + 12);
    const got = rest === "" ? "its end" : quoted(rest);
    throw new FormatError(`${this.#what} is ${got} at character ${this.#at}, expected ${wanted}`);
  }
}

/** Whether every surrogate has its partner: only such text has a UTF-8 form. */
export function isWellFormed(text: string): boolean {
  return !/\p{Surrogate}/u.test(text);
}

/** A name from a file, for messages: escaped, and of bounded length. */
export function quoted(name: string): string {
  return JSON.stringify(name.length > 60 ? `${name.slice(0, 60)}…` : name);
}
