import { z } from "zod";

/** The client's library adds it to every question for a part of a list, also to the first when it is asked anew. */
export const listDirection = z.enum(["forward", "backward"]).optional();
