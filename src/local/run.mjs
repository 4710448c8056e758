// The one entry of every command. Plain JavaScript without a dependency: in a fresh clone it runs before
// anything is installed, on whatever Node the machine has (20 or newer).
import { fileURLToPath } from "node:url";
import { ensureInstalled } from "./install.mjs";
import { ensurePrismaClient } from "./prisma-client.mjs";
import { projectNode, runRelayed } from "./relay.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));
const [command = "dev", ...args] = process.argv.slice(2);

if (Number.parseInt(process.versions.node, 10) < 20) {
  console.error(`Node 20 or newer is needed; this is ${process.version}.`);
  process.exit(1);
}

try {
  process.chdir(root);
  await ensureInstalled(root);
  const node = projectNode(root);
  await ensurePrismaClient(root, node);
  // "react-server" is the condition under which modules marked "server-only" may be loaded.
  const flags = ["--conditions=react-server", "--import", "tsx", "--disable-warning=ExperimentalWarning"];
  process.exitCode = await runRelayed(node, [...flags, "src/local/main.ts", command, ...args]);
} catch (error) {
  console.error(`\n${error instanceof Error ? error.message : error}\n`);
  process.exitCode = 1;
}
