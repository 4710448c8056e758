import { createCompletion } from "~/features/public-api/server/create-completion.service";
import { v1Route } from "~/features/public-api/server/v1-route";

export const POST = v1Route("chat.write", createCompletion);
