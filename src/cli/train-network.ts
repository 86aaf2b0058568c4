import { basename, join, resolve } from "node:path";
import { ValueError } from "../base/errors.ts";
import { inspect } from "../node/inspect.ts";
import type { Callback } from "../train/callbacks.ts";
import { fingerprintOf } from "./data/fingerprint.ts";
import type { Material, TableOptions } from "./data/material.ts";
import { DATASETS, type DataRequest, hasPictures, openAgain, openForModel, openToTrain } from "./data/open.ts";
import { folderFor } from "./data/pictures.ts";
import { inherited } from "./inherited.ts";
import type { Workplace } from "./into-folder.ts";
import { runJob } from "./job.ts";
import { configured, optionsOf, SEED } from "./options.ts";
import { checkData, type Order, provenanceOf, sourceOf } from "./order.ts";
import { START } from "./run-folder.ts";
import type { Source } from "./source.ts";
import { type Description, describe, LANGUAGE_MODEL } from "./trained.ts";

/** Follows an order to train a network with a table or pictures. */
export async function trainNetwork(
  order: Order,
  place: Workplace & { readonly callbacks: readonly Callback[] },
): Promise<void> {
  const { data: name, options } = order.recipe;
  const { target, task, missing, scale, text, unknown, asText, ignore, freeze = [] } = options;
  const table = { target, task, missing, scale, text, unknown, asText, ignore };
  const folder = folderFor("train", name, options.data);
  const division = { validation: options.validation ?? null, seed: options.seed ?? SEED };
  const request = { op: "train", name, division, folder, signal: place.signal };
  const fingerprint = async (): Promise<string | null> => await fingerprintOf("train", name, folder, place.signal);
  if (order.before !== null) checkData(order, name, await fingerprint());
  const source = await sourceOf(order, place);
  const known = source === null ? null : knownIn(source, name);
  const material = order.goesOn ? await openOwn(request, place.folder) : await openNew(request, table, known);
  try {
    const network = known === null ? options : inherited(options, known.architecture);
    const configuration = configured(name, material.task.kind, network);
    const data = DATASETS.includes(name) ? name : resolve(name);
    const dataFolder = folder === undefined ? null : resolve(folder);
    const said = { ...optionsOf(configuration), ...table, data: dataFolder ?? undefined };
    const sha256 = order.before === null ? await fingerprint() : order.before.sha256;
    const hasOtherHead = known !== null && JSON.stringify(known.task) !== JSON.stringify(material.task);
    await runJob(
      { ...configuration, ...table },
      {
        ...place,
        ...{ material, dataFolder, dataName: basename(name), freeze },
        provenance: provenanceOf(order, { data, file: undefined, options: said }, sha256, source),
        transfer: source && { source, hasOtherHead },
      },
    );
  } finally {
    material.close();
  }
}

/** What a source says of its model; null if it is another program's. Throws `ValueError` if it has learned other things. */
function knownIn({ path, contents }: Source, name: string): Description | null {
  const known = describe("train", path, contents);
  const has = contents.metadata.has(LANGUAGE_MODEL) ? "texts" : known?.preprocessor === null ? "pictures" : "a table";
  const wanted = hasPictures(name) ? "pictures" : "a table";
  if ((known !== null || has === "texts") && has !== wanted) {
    throw new ValueError(`train: --from is ${path}, which has learned ${has}, expected ${wanted} as ${name}`);
  }
  return known;
}

/** The samples of a run that goes on, whose model is in its folder. */
async function openOwn(request: DataRequest, folder: string): Promise<Material> {
  const path = join(folder, START);
  const own = describe("train", path, await inspect(path));
  if (own === null) throw new ValueError(`train: ${path} is not the model that train wrote; begin the run again`);
  return await openAgain(request, own.preprocessor);
}

async function openNew(request: DataRequest, table: TableOptions, known: Description | null): Promise<Material> {
  const preprocessor = known?.preprocessor ?? null;
  if (preprocessor === null) return await openToTrain(request, table);
  return await openForModel(request, table, preprocessor);
}
