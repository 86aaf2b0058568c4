import * as TABLE from "./generated/iris.ts";
import { type ClassifiedTable, partsOf, type PartsOptions } from "./table.ts";

/**
 * Fisher's 150 irises of three species: 120 to train, 30 to test, every species as often in both.
 *
 * Shapes: x float32 `[4]`, lengths and widths in cm as `features` names them; y int32 `[]`, the species.
 * Source: Fisher, "The use of multiple measurements in taxonomic problems", Annals of Eugenics 7, 1936; UCI Machine Learning
 * Repository; CC BY 4.0.
 */
export function iris(options: PartsOptions = {}): ClassifiedTable {
  return {
    ...partsOf(TABLE, options),
    classes: ["setosa", "versicolor", "virginica"],
    features: ["sepal length (cm)", "sepal width (cm)", "petal length (cm)", "petal width (cm)"],
  };
}
