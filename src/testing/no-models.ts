import { composeModels } from "~/adapters/models/compose-models";

/** A models port that serves nothing, for tests that call no model. */
export const noModels = composeModels([]);
