import { html, type Markup, raw } from "./html.ts";

/** Of charts on a page: they can still be read at two thirds of it, on a phone. */
export const FIGURE = { width: 400 } as const;

/** A chart on a page, below its name. */
export function figure(caption: string, svg: string): Markup {
  // A page in HTML knows the namespace, and a chart without it names no address at all.
  return html`<figure>
    <figcaption>${caption}</figcaption>
    ${raw(svg.replace(/ *xmlns="[^"]*"/, ""))}
  </figure>`;
}
