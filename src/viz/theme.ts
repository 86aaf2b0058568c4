// How every chart looks: colours, dashes, marks and letters.

const LIGHT = {
  page: "#ffffff",
  ink: "#52525b",
  strong: "#18181b",
  grid: "#e4e4e7",
  lines: [
    ...["#2563eb", "#c2410c", "#15803d", "#7e22ce", "#0e8aa3"],
    ...["#db2777", "#854d0e", "#475569", "#5b8c0a", "#7f1d1d"],
  ],
};
const DARK: typeof LIGHT = {
  page: "#0d1117",
  ink: "#b4b4bd",
  strong: "#f4f4f5",
  grid: "#34343b",
  lines: [
    ...["#7cb0ff", "#fb9a5c", "#5fd38a", "#c99bff", "#4fd6e8"],
    ...["#f78bc1", "#d9b36c", "#a9b6c8", "#b5d94c", "#ff8f8f"],
  ],
};

/** What a page in the dark sets for charts, but for the page's own colour; without it, the colours for light hold. */
export const DARK_PROPERTIES = [
  `--chart-ink: ${DARK.ink}`,
  `--chart-strong: ${DARK.strong}`,
  `--chart-grid: ${DARK.grid}`,
  ...DARK.lines.map((color, i) => `--chart-line-${i + 1}: ${color}`),
].join("; ");
/** What is behind charts, where they are files of their own. */
export const DARK_PAGE = DARK.page;

export const PAGE = `var(--chart-page, ${LIGHT.page})`;
/** Of axes and letters. */
export const INK = `var(--chart-ink, ${LIGHT.ink})`;
/** Of letters on coloured ground. */
export const STRONG = `var(--chart-strong, ${LIGHT.strong})`;
export const GRID = `var(--chart-grid, ${LIGHT.grid})`;
export const COLORS = LIGHT.lines.map((color, i) => `var(--chart-line-${i + 1}, ${color})`);

/** How lines differ for those who see no colours. */
export const DASHES = ["solid", "dashed", "dotted", [8, 3, 2, 3], [14, 4], [2, 6], [8, 3, 2, 3, 2, 3]] as const;
/** How points do. */
const SYMBOLS = [
  "circle",
  "path://M0 0H9V9H0Z", // square
  "path://M0 10H10L5 0Z", // triangle
  "path://M5 0L10 5L5 10L0 5Z", // diamond
  "path://M4 0H6V4H10V6H6V10H4V6H0V4H4Z", // plus
  "path://M0 0H10L5 10Z", // triangle on its tip
  "path://M1.5 0L5 3.5L8.5 0L10 1.5L6.5 5L10 8.5L8.5 10L5 6.5L1.5 10L0 8.5L3.5 5L0 1.5Z", // cross
  "path://M5 0L6.5 3.5L10 3.8L7.3 6.3L8.1 10L5 8L1.9 10L2.7 6.3L0 3.8L3.5 3.5Z", // star
  "path://M0 0H10L0 10H10Z", // hourglass
  "path://M0 0H10V10H0ZM3 3V7H7V3Z", // frame
] as const;

/** The look of the n-th of several things. Colours come again after ten; then they meet other marks and dashes. */
export interface Look {
  readonly color: string;
  readonly dash: (typeof DASHES)[number];
  readonly symbol: string;
}

export function lookOf(index: number): Look {
  const round = Math.floor(index / COLORS.length);
  return {
    color: COLORS[index % COLORS.length]!,
    dash: DASHES[index % DASHES.length]!,
    symbol: SYMBOLS[(index + 3 * round) % SYMBOLS.length]!,
  };
}

/** How axes and legends are written. */
export const TEXT = { color: INK, fontSize: 13, fontFamily: "inherit" } as const;
