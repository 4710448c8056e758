import { openApiDocument } from "~/features/public-api/openapi";
import { v1Open } from "~/features/public-api/server/v1-route";
import { backend } from "~/server/ports";

export const GET = v1Open(async () => Response.json(openApiDocument(backend().settings.appUrl)));
