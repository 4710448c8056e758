import { zodResolver } from "@hookform/resolvers/zod";
import { ChangePasswordInput } from "../accounts.schema";

export const resolver = zodResolver(ChangePasswordInput);
