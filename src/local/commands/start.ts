import { buildIfStale } from "../next-build";
import { serve } from "../serve";

/** `npm start`: the production build, made first when it is missing or older than the code. */
export async function run(): Promise<number> {
  await buildIfStale();
  return serve("production");
}
