import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { ICruiseResult } from "dependency-cruiser";
import { projectRoot } from "../paths";
import type { Check } from "./check";
import { type FeatureGraph, readFeatureGraph } from "./feature-graph";
import { cruiseTree } from "./graph";

const PAGE = join(projectRoot, "docs/architecture.md");
const START = "<!-- drawn by npm run check -- --write: do not edit below -->";
const END = "<!-- end of the drawing -->";

export const architectureGraph: Check = {
  name: "docs/architecture.md shows the graph of the code",
  run: async () => {
    const page = await readFile(PAGE, "utf8");
    if (!page.includes(START) || !page.includes(END))
      return [`docs/architecture.md has no place for the graph: ${START} … ${END}`];
    return page === (await withDrawing(page)) ? [] : ["It is out of date: npm run check -- --write"];
  },
};

/** Draws the graph into the page. */
export async function writeArchitectureGraph(): Promise<void> {
  const page = await readFile(PAGE, "utf8");
  await writeFile(PAGE, await withDrawing(page));
}

async function withDrawing(page: string): Promise<string> {
  const drawing = draw(await readFeatureGraph(), usedEdges(await cruiseTree(projectRoot)));
  const before = page.slice(0, page.indexOf(START) + START.length);
  return `${before}\n${drawing}\n${page.slice(page.indexOf(END))}`;
}

/** The edges between features that some file really uses, as "from to". */
function usedEdges(result: ICruiseResult): Set<string> {
  const used = new Set<string>();
  for (const module of result.modules) {
    const from = featureOf(module.source);
    if (!from || /[.]test[.]tsx?$/.test(module.source)) continue;
    for (const dependency of module.dependencies) {
      const to = featureOf(dependency.resolved);
      if (to && to !== from) used.add(`${from} ${to}`);
    }
  }
  return used;
}

function featureOf(path: string): string | undefined {
  return /^src\/features\/([^/]+)\//.exec(path)?.[1];
}

/** Mermaid: solid where the code uses an edge, dotted where it is only allowed. */
export function draw(declared: FeatureGraph, used: ReadonlySet<string>): string {
  const lines = ["```mermaid", "graph TD"];
  for (const feature of Object.keys(declared).sort()) {
    const targets = [...(declared[feature] ?? [])].sort();
    if (targets.length === 0) lines.push(`  ${feature}`);
    for (const target of targets)
      lines.push(`  ${feature} ${used.has(`${feature} ${target}`) ? "-->" : "-.->"} ${target}`);
  }
  return [...lines, "```"].join("\n");
}
