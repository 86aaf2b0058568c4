export { digits, type DigitsOptions } from "./digits.ts";
export { iris } from "./iris.ts";
export type { ClassifiedTable, PartsOptions } from "./table.ts";
export { wine } from "./wine.ts";
