import { join } from "node:path";
import { build } from "esbuild";
import { projectRoot } from "../paths";
import { findApiRoutes } from "./api-routes";

/** Where the production server lies in a build. As deep as the sources of the launcher, whose paths it contains. */
export function appServerFile(buildDirectory: string): string {
  return join(buildDirectory, "server-app/main.mjs");
}

/** Bundles the production server with every route of the API; packages stay where they are. */
export async function bundleApp(buildDirectory: string): Promise<void> {
  const routes = await findApiRoutes();
  const contents = [
    'import { serveApp } from "./src/local/app-server/serve-app";',
    ...routes.map(({ file }, index) => `import * as route${index} from ${JSON.stringify(file)};`),
    "await serveApp([",
    ...routes.map(({ path }, index) => `  { path: ${JSON.stringify(path)}, exports: route${index} },`),
    "], { port: Number(process.env.PORT), host: process.env.HOST || undefined });",
  ].join("\n");
  await build({
    stdin: { contents, resolveDir: projectRoot, sourcefile: "app-server-entry.ts", loader: "ts" },
    outfile: appServerFile(buildDirectory),
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node22",
    packages: "external",
    // Its only content is an error for browsers, which it raises wherever no bundler of React's server is at work.
    alias: { "server-only": join(projectRoot, "src/local/app-server/server-only.ts") },
    sourcemap: "linked",
    logLevel: "warning",
  });
}
