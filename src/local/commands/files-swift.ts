import { spawn } from "node:child_process";
import { once } from "node:events";
import { projectRoot } from "../paths";
import { missingSwiftPrograms, startSwift } from "../swift";

/**
 * `npm run files:swift`: the suite that every place for files is held to, against OpenStack Swift with its S3
 * interface, which is started for it and stopped again. Says so where Swift is not installed.
 */
export async function run(): Promise<number> {
  const missing = missingSwiftPrograms();
  if (missing.length > 0) {
    console.log(`OpenStack Swift is not installed (${missing.join(", ")}): nothing was run, nothing is known.`);
    console.log("On Debian: apt install swift-proxy swift-account swift-container swift-object");
    return 0;
  }
  const swift = await startSwift();
  try {
    const child = spawn(process.execPath, ["node_modules/vitest/vitest.mjs", "run"], {
      cwd: projectRoot,
      env: { ...process.env, COUNTERPART_SUITE: "swift", COUNTERPART_SWIFT: JSON.stringify(swift) },
      stdio: "inherit",
    });
    const [code] = await once(child, "exit");
    return typeof code === "number" ? code : 1;
  } finally {
    await swift.stop();
  }
}
