"use client";

import { useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import { useSignOut } from "~/components/layout/use-sign-out";
import { Button } from "~/components/ui/button";
import { Note } from "~/components/ui/note";
import type { KnownError } from "~/lib/client-error";
import { FormFailure } from "./form-failure";
import { postAccount } from "./post-account";

/**
 * A press, because programs that look at mails open every link in them.
 * @param goOn where to, once it is done.
 * @param here the address of this page, for whoever signs in as somebody else and comes back.
 */
export function ConfirmEmailForm({ token, goOn, here }: { token: string; goOn: ReactNode; here: string }) {
  const t = useTranslations("auth");
  const signOut = useSignOut();
  const [failure, setFailure] = useState<KnownError | null>(null);
  const [pending, setPending] = useState(false);
  const [done, setDone] = useState<{ email: string; isChanged: boolean } | null>(null);

  async function confirm(): Promise<void> {
    setPending(true);
    setFailure(null);
    const answer = await postAccount("/api/auth/confirm-email", { token });
    setPending(false);
    if (answer.ok) setDone(readDone(answer.body));
    else setFailure(answer.error);
  }

  if (done !== null) {
    return (
      <div className="flex flex-col items-start gap-4">
        <Note
          tone="success"
          live="status"
          title={t(done.isChanged ? "movedTitle" : "verifiedTitle")}
          className="w-full break-words"
        >
          {t(done.isChanged ? "moved" : "verified", { email: done.email })}
        </Note>
        {goOn}
      </div>
    );
  }
  if (failure?.details.isOfOtherAccount === true) {
    return (
      <Note
        tone="warning"
        live="alert"
        title={t("otherAccountTitle")}
        action={
          <Button size="sm" onClick={() => void signOut(here)}>
            {t("switchAccount")}
          </Button>
        }
      >
        {t("otherAccount")}
      </Note>
    );
  }
  const isUnusable = failure?.code === "mail_link_unusable" || failure?.code === "bad_input";
  return (
    <div className="flex flex-col gap-4">
      {isUnusable ? (
        <Note tone="destructive" live="alert" title={t("brokenTitle")} action={goOn}>
          {t("brokenVerify")}
        </Note>
      ) : (
        <FormFailure error={failure} />
      )}
      {isUnusable ? null : (
        <Button variant="primary" size="xl" pending={pending} onClick={() => void confirm()} className="w-full">
          {t("verifyAct")}
        </Button>
      )}
    </div>
  );
}

function readDone(body: unknown): { email: string; isChanged: boolean } {
  const field = (name: string): unknown =>
    typeof body === "object" && body !== null ? Reflect.get(body, name) : undefined;
  const email = field("email");
  return { email: typeof email === "string" ? email : "", isChanged: field("isChanged") === true };
}
