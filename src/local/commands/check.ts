import { allChecks } from "../checks/all-checks";
import { writeArchitectureGraph } from "../checks/architecture-graph";
import { completeLockfile } from "../checks/lockfile";
import { runTool } from "../checks/tools";
import { runChecks } from "../run-checks";

/** `npm run check`: everything short of tests. With `--write`, repairs what can be repaired first. */
export async function run(args: string[]): Promise<number> {
  if (args.includes("--write")) {
    await completeLockfile();
    await writeArchitectureGraph();
    await runTool(["node_modules/@biomejs/biome/bin/biome", "check", "--write", "."]);
  }
  const { failed } = await runChecks(allChecks);
  return failed === 0 ? 0 : 1;
}
