import { signUp as signUpInto } from "~/features/accounts/server/sign-up.service";

/** Signs up, and says by its address which organisation the person landed in. */
export async function signUp(...of: Parameters<typeof signUpInto>): Promise<{ slug: string; setCookie: string[] }> {
  const { home, setCookie } = await signUpInto(...of);
  return { slug: home.split("/")[2] ?? "", setCookie };
}
