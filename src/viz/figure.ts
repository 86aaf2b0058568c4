import { html, type Markup, raw } from "./html.ts";

/** A chart on a page, below its name. */
export function figure(caption: string, svg: string): Markup {
  // A page in HTML knows the namespace, and a chart without it names no address at all.
  return html`<figure>
    <figcaption>${caption}</figcaption>
    ${raw(svg.replace(/ *xmlns="[^"]*"/, ""))}
  </figure>`;
}
