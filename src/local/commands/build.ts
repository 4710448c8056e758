import { build } from "../next-build";

/** `npm run build`: the production build. */
export async function run(): Promise<number> {
  await build();
  return 0;
}
