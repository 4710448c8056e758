import { zodResolver } from "@hookform/resolvers/zod";
import { SignInInput } from "../accounts.schema";

export const resolver = zodResolver(SignInInput);
