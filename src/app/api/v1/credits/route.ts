import { readCredits } from "~/features/public-api/server/read-credits.service";
import { v1Route } from "~/features/public-api/server/v1-route";

export const GET = v1Route("credits.read", async ({ scope }) => Response.json(await readCredits(scope)));
