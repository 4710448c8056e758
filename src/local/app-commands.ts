import { join } from "node:path";
import { appServerFile } from "./app-server/bundle-app";
import { buildDirectory, projectRoot } from "./paths";

type AppCommand = {
  /** For the Node that runs us. */
  args: string[];
  /** Options for it and for every Node that it starts. */
  preloads: string[];
};

/** Next's own server, which draws a page anew when its code changes. For this machine only. */
export function developmentServer(port: number): AppCommand {
  const next = join(projectRoot, "node_modules/next/dist/bin/next");
  const noVersionCheck = `--import=${JSON.stringify(join(projectRoot, "src/local/no-version-check.mjs"))}`;
  return {
    // "localhost" keeps the origin that the address bar shows.
    args: [next, "dev", "--port", String(port), "--hostname", process.env.HOST || "localhost"],
    preloads: [noVersionCheck],
  };
}

/** What `npm run build` made of the application. */
export function productionServer(): AppCommand {
  return { args: [appServerFile(buildDirectory())], preloads: [] };
}
