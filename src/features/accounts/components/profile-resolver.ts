import { zodResolver } from "@hookform/resolvers/zod";
import { UpdateProfileInput } from "../accounts.schema";

export const resolver = zodResolver(UpdateProfileInput.pick({ name: true }));
