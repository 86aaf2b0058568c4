import * as TABLE from "./generated/wine.ts";
import { type ClassifiedTable, partsOf, type PartsOptions } from "./table.ts";

/**
 * 178 wines from three cultivars, analysed: 142 to train, 36 to test, every cultivar in the same proportion in both. The numbers
 * differ in size by a factor of 1,000: scale them.
 *
 * Shapes: x float32 `[13]`, quantities as `features` names them; y int32 `[]`, the cultivar.
 * Source: Aeberhard & Forina, "Wine", UCI Machine Learning Repository, 1992; CC BY 4.0.
 */
export function wine(options: PartsOptions = {}): ClassifiedTable {
  return {
    ...partsOf(TABLE, options),
    classes: ["class_0", "class_1", "class_2"],
    features: [
      "alcohol",
      "malic_acid",
      "ash",
      "alcalinity_of_ash",
      "magnesium",
      "total_phenols",
      "flavanoids",
      "nonflavanoid_phenols",
      "proanthocyanins",
      "color_intensity",
      "hue",
      "od280/od315_of_diluted_wines",
      "proline",
    ],
  };
}
