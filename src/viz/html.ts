import { printableLines } from "./printable.ts";

/** Text that is HTML already, made by `html` or `raw`. Everything else is escaped where it is put in. */
export class Markup {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** What `html` takes between its literal parts; null and false are nothing. */
export type Content = Markup | string | number | null | false | readonly Content[];

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** `text` for an element's content or a quoted attribute. Control characters become U+FFFD; line breaks stay. */
export function escapeHtml(text: string): string {
  return printableLines(text).replace(/[&<>"']/g, (c) => ENTITIES[c]!);
}

/** Markup from a template: the literal parts as they stand, the values between them escaped unless they are markup. */
export function html(parts: TemplateStringsArray, ...values: readonly Content[]): Markup {
  return new Markup(parts.map((part, i) => part + (i < values.length ? put(values[i]!) : "")).join(""));
}

/** Takes `text` as markup, unescaped: for text that no user wrote. */
export function raw(text: string): Markup {
  return new Markup(text);
}

function put(value: Content): string {
  if (value === null || value === false) return "";
  if (value instanceof Markup) return value.text;
  return typeof value === "object" ? value.map(put).join("") : escapeHtml(String(value));
}
