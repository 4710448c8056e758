import type { TestProject } from "vitest/node";
import { startTestCluster } from "./postgres-cluster";

/** Vitest's global setup: one cluster for the whole run. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { stop, ...cluster } = await startTestCluster();
  project.provide("cluster", cluster);
  return stop;
}
