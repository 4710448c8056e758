import { join } from "node:path";
import { keepSecret } from "./secret-file";

export type Environment = NodeJS.ProcessEnv;

/** The variables that the application and its workers run with: ours, then whatever the person set. */
export async function appEnvironment(options: {
  dataDir: string;
  port: number;
  appUrl: string;
  mode: "development" | "production";
}): Promise<Environment> {
  return {
    ...process.env,
    NODE_ENV: options.mode,
    // The owner's connection stays with the launcher. Set to nothing, because Next reads .env as well.
    DATABASE_URL: "",
    APP_DATABASE_URL: options.appUrl,
    AUTH_SECRET: process.env.AUTH_SECRET || (await keepSecret(join(options.dataDir, "auth-secret"))),
    APP_URL: process.env.APP_URL || `http://localhost:${options.port}`,
    // The worker stands beside the app: what it asks goes by no proxy and through no name service.
    JOBS_SERVE_URL: process.env.JOBS_SERVE_URL || `http://${localHost(process.env.HOST)}:${options.port}`,
    DATA_DIR: options.dataDir,
    PORT: String(options.port),
  };
}

function localHost(host: string | undefined): string {
  return host === undefined || host === "" || host === "0.0.0.0" || host === "::" ? "127.0.0.1" : host;
}
