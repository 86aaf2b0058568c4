import type { Tensor } from "../tensor/tensor.ts";
import { featureMapChart } from "./feature-map-chart.ts";
import { filterChart } from "./filter-chart.ts";
import { html, type Markup, raw } from "./html.ts";

/** What the layers of a convolutional model see in one picture. */
export interface LayerPictures {
  /** The picture in words: `sample 12, digit 7`. */
  readonly picture: string;
  /** What each layer makes of it, by what the layer is called; of these, images `[1, C, H, W]` are drawn. */
  readonly maps: ReadonlyMap<string, Tensor>;
  /** The filters that look at the picture itself, `[O, C, R, S]`. */
  readonly filters: Tensor;
}

/** As wide as sixteen pictures. */
const WIDTH = 1020;
/** Of each layer. */
const MOST_MAPS = 16;

/** The charts of both, under a sentence each. Throws as `featureMapChart` and `filterChart` do. */
export function layerPictures({ picture, maps, filters }: LayerPictures): Markup {
  const filterLabel = "The filters of the first convolution";
  const mapLabel = `Feature maps of ${picture}`;
  return html`<p>${filterLabel}.</p>
    ${scrolling(filterLabel, filterChart(filters, { label: filterLabel, width: WIDTH }))}
    <p>${mapLabel}: what each layer makes of it.</p>
    ${scrolling(mapLabel, featureMapChart(maps, { label: mapLabel, most: MOST_MAPS, width: WIDTH }))}`;
}

/** A chart that keeps its size, in a box that scrolls where the page is narrower. */
function scrolling(label: string, svg: string): Markup {
  const element = raw(svg.replace(/ *xmlns="[^"]*"/, ""));
  return html`<div class="wide" role="group" aria-label="${label}" tabindex="0">${element}</div>`;
}
