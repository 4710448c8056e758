import { existsSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { cruise, type ICruiseResult } from "dependency-cruiser";
import extractTSConfig from "dependency-cruiser/config-utl/extract-ts-config";
import { projectRoot } from "../paths";
import type { Check } from "./check";
import { findCycle, readFeatureGraph } from "./feature-graph";

/** A tool that reads nothing finds nothing wrong: it once did so with a compiler that it did not know. */
const FEWEST_MODULES = 500;

export const graph: Check = {
  name: "module graph (dependency-cruiser)",
  run: async () => {
    const cycle = findCycle(await readFeatureGraph());
    if (cycle) return [`The declared feature graph has a cycle: ${cycle.join(" -> ")}`];
    const result = await cruiseTree(projectRoot);
    const { totalCruised, violations } = result.summary;
    if (totalCruised < FEWEST_MODULES)
      return [`Only ${totalCruised} modules were read; the tool does not see the code.`];
    return violations
      .filter(({ rule }) => rule.severity === "error")
      .map(({ rule, from, to }) => `${rule.name}: ${from} -> ${to}`);
  },
};

/** Reads the modules of the tree at `root` and holds them against the rules. */
export async function cruiseTree(root: string): Promise<ICruiseResult> {
  const { default: config } = await import(pathToFileURL(join(projectRoot, ".config/dependency-cruiser.mjs")).href);
  const { options, ...ruleSet } = config;
  const result = await cruise(
    ["src", "inngest", "emails", "prisma", "e2e", "bench"].filter((folder) => existsSync(join(root, folder))),
    { ...options, tsConfig: { fileName: join(root, "tsconfig.json") }, ruleSet, validate: true, baseDir: root },
    options.enhancedResolveOptions,
    { tsConfig: extractTSConfig(join(root, "tsconfig.json")) },
  );
  if (typeof result.output === "string") throw new Error(`dependency-cruiser answered with a text: ${result.output}`);
  return result.output;
}
