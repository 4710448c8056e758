import { getTranslations } from "next-intl/server";
import { MessagesProvider } from "~/i18n/messages-provider";
import { ClerkProfileButton } from "./clerk-profile-button";

/** Where Clerk keeps something that our own pages would otherwise change. */
export async function ClerkProfileLink({ hint }: { hint: "credentialsLead" | "emailHint" }) {
  const t = await getTranslations("clerk");
  return (
    <div className="mt-3 flex max-w-100 flex-col items-start gap-3 first:mt-0">
      <p className="text-muted-foreground text-sm">{t(hint)}</p>
      <MessagesProvider namespaces={["clerk"]}>
        <ClerkProfileButton />
      </MessagesProvider>
    </div>
  );
}
