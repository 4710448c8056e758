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
    DATA_DIR: options.dataDir,
    PORT: String(options.port),
  };
}
