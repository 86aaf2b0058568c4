/** An element's tag with its attributes, unescaped. */
export interface Tag {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
}

/** What a page is made of. */
export interface Page {
  readonly tags: readonly Tag[];
  /** The text between the tags, unescaped. */
  readonly text: string;
}

const TAG = /<(\/?)([a-zA-Z][\w-]*)((?:\s+[\w:-]+="[^"<]*")*)\s*(\/?)>/y;

/** Reads a page, or an element, whose tags must balance and whose text and attributes must be escaped; else throws. */
export function readMarkup(source: string): Page {
  const body = source.replace(/^<!doctype html>/i, "");
  const tags: Tag[] = [];
  const open: string[] = [];
  let text = "";
  for (let at = 0; at < body.length;) {
    const next = body.indexOf("<", at);
    const end = next < 0 ? body.length : next;
    text += unescape(body.slice(at, end), at);
    if (next < 0) break;
    TAG.lastIndex = next;
    const match = TAG.exec(body);
    if (match === null) throw new Error(`no tag at ${next}: ${body.slice(next, next + 60)}`);
    const [all, closes, name, attributes, empty] = match as unknown as [string, string, string, string, string];
    if (closes === "/") {
      if (open.pop() !== name) throw new Error(`</${name}> closes nothing at ${next}`);
    } else {
      tags.push({ name, attributes: attributesOf(attributes, next) });
      if (empty === "") open.push(name);
    }
    at = next + all.length;
  }
  if (open.length > 0) throw new Error(`open at the end: ${open.join(" ")}`);
  return { tags, text };
}

function attributesOf(source: string, at: number): Map<string, string> {
  const found = new Map<string, string>();
  for (const [, name, value] of source.matchAll(/([\w:-]+)="([^"]*)"/g)) {
    if (found.has(name!)) throw new Error(`${name} twice at ${at}`);
    found.set(name!, unescape(value!, at));
  }
  return found;
}

const CHARACTERS: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', "#39": "'" };

function unescape(text: string, at: number): string {
  return text.replace(/&([^;\s]*;)?/g, (all, entity: string | undefined) => {
    const character = CHARACTERS[entity?.slice(0, -1) ?? ""];
    if (character === undefined) throw new Error(`${all} is no entity near ${at}`);
    return character;
  });
}
