import { listModels } from "~/features/public-api/server/list-models.service";
import { v1Route } from "~/features/public-api/server/v1-route";

export const GET = v1Route("models.read", async ({ scope }) => Response.json(await listModels(scope)));
