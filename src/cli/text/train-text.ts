import { join, resolve } from "node:path";
import { ValueError } from "../../base/errors.ts";
import type { CharVocabulary } from "../../data/index.ts";
import { inspect } from "../../node/inspect.ts";
import type { Callback } from "../../train/callbacks.ts";
import { digestOfFiles } from "../digest.ts";
import { checkSaid } from "../inherited.ts";
import type { Workplace } from "../into-folder.ts";
import type { NetworkOptions } from "../options.ts";
import { checkData, type Order, provenanceOf, sourceOf } from "../order.ts";
import { START } from "../run-folder.ts";
import type { Source } from "../source.ts";
import { describe } from "../trained.ts";
import { byCharacter } from "./by-character.ts";
import { runTextJob } from "./job.ts";
import { describeText, type TextDescription } from "./language-model.ts";
import { openText } from "./material.ts";
import { configuredText, textOptionsOf } from "./options.ts";

/** Follows an order to train a model of a text. */
export async function trainText(
  order: Order,
  place: Workplace & { readonly callbacks: readonly Callback[] },
): Promise<void> {
  const { recipe, goesOn, before } = order;
  const file = recipe.file!;
  const fingerprint = async (): Promise<string | null> => await digestOfFiles("train", [file], place.signal);
  if (before !== null) checkData(order, file, await fingerprint());
  const source = await sourceOf(order, place);
  const known = source === null ? null : knownIn(source);
  const configuration = configuredText(known === null ? recipe.options : inherited(recipe.options, known));
  const own = goesOn ? await ownVocabulary(place.folder) : null;
  const vocabulary = own ?? known?.vocabulary ?? null;
  const material = await openText("train", file, configuration.validation, vocabulary, { isOpen: own === null });
  const recorded = { data: "text", file: resolve(file), options: textOptionsOf(configuration) };
  const sha256 = before === null ? await fingerprint() : before.sha256;
  await runTextJob(configuration, {
    ...place,
    file,
    material,
    freeze: recipe.options.freeze ?? [],
    provenance: provenanceOf(order, recorded, sha256, source),
    transfer: source && {
      source,
      hasOtherHead: false,
      ...(known !== null && { fit: byCharacter(known.vocabulary, material.vocabulary) }),
    },
  });
}

/** What a source says of its model; null if it is another program's. Throws `ValueError` if it has not learned a text. */
function knownIn({ path, contents }: Source): TextDescription | null {
  if (describe("train", path, contents) !== null) {
    throw new ValueError(`train: --from is ${path}, which has not learned to write, expected a model that has`);
  }
  return describeText(`train: ${path}`, contents);
}

/** Options with the layers of a model that is there. Throws `ValueError` if they say other layers. */
function inherited<T extends NetworkOptions>(options: T, { hidden: units, numLayers }: TextDescription): T {
  const hidden = Array<number>(numLayers).fill(units);
  checkSaid({ hidden: options.hidden }, { hidden });
  return { ...options, hidden };
}

/** The characters of a run that goes on, whose model is in its folder. */
async function ownVocabulary(folder: string): Promise<CharVocabulary> {
  const path = join(folder, START);
  const own = describeText(`train: ${path}`, await inspect(path));
  if (own === null) throw new ValueError(`train: ${path} is not the model that train wrote; begin the run again`);
  return own.vocabulary;
}
