import { getTranslations } from "next-intl/server";
import { MessagesProvider } from "~/i18n/messages-provider";
import { safePath } from "~/lib/safe-path";
import { ClerkDoor } from "../clerk/clerk-door";
import type { ClerkSetup } from "../clerk/clerk-frame";

type Props = { setup: ClerkSetup; door: "sign-in" | "sign-up"; wanted: string | null };

/** Signing in or up where Clerk does it. `wanted` is the unchecked `next` of the address. */
export async function ClerkPage({ setup, door, wanted }: Props) {
  const t = await getTranslations("auth");
  const next = safePath(wanted);
  const query = next === null ? "" : `?next=${encodeURIComponent(next)}`;
  const isSignIn = door === "sign-in";
  return (
    <MessagesProvider namespaces={["common", "errors", "auth", "clerk"]}>
      <h1 className="font-semibold text-2xl tracking-[-0.03em]">{isSignIn ? t("signInTitle") : t("signUpTitle")}</h1>
      <p className="mt-1.5 mb-7 text-lg text-muted-foreground">{isSignIn ? t("signInLead") : t("signUpLead")}</p>
      <ClerkDoor
        setup={setup}
        door={door}
        goOn={`/enter${query}`}
        otherDoor={isSignIn ? `/sign-up${query}` : `/sign-in${query}`}
      />
    </MessagesProvider>
  );
}
