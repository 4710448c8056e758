import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { projectRoot } from "../paths";

const Declaration = z.object({ edges: z.record(z.string(), z.array(z.string())) });

/** Feature -> the features that it may import. */
export type FeatureGraph = Record<string, string[]>;

export async function readFeatureGraph(): Promise<FeatureGraph> {
  const text = await readFile(join(projectRoot, ".config/feature-graph.json"), "utf8");
  return Declaration.parse(JSON.parse(text)).edges;
}

/** The features along one cycle, the first one repeated at the end; null when there is none. */
export function findCycle(graph: FeatureGraph): string[] | null {
  const finished = new Set<string>();
  const visit = (feature: string, path: string[]): string[] | null => {
    if (path.includes(feature)) return [...path.slice(path.indexOf(feature)), feature];
    if (finished.has(feature)) return null;
    for (const next of graph[feature] ?? []) {
      const cycle = visit(next, [...path, feature]);
      if (cycle) return cycle;
    }
    finished.add(feature);
    return null;
  };
  for (const feature of Object.keys(graph)) {
    const cycle = visit(feature, []);
    if (cycle) return cycle;
  }
  return null;
}
