import { architectureGraph } from "./architecture-graph";
import type { Check } from "./check";
import { graph } from "./graph";
import { lockfile } from "./lockfile";
import { messageParity } from "./message-parity";
import { sourceRules } from "./source-rules";
import { formatAndLint, types, unused } from "./tools";

/** Everything that is held without running the application, cheapest first. */
export const allChecks: readonly Check[] = [
  sourceRules,
  messageParity,
  lockfile,
  formatAndLint,
  graph,
  architectureGraph,
  types,
  unused,
];
