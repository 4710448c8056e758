import { zodResolver } from "@hookform/resolvers/zod";
import { SignUpInput } from "../accounts.schema";

export const resolver = zodResolver(SignUpInput);
