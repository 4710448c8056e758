import { serve } from "../serve";

/** `npm run dev`: everything on this machine, reloading as the code changes. */
export function run(): Promise<number> {
  return serve("development");
}
