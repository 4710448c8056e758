"use client";

import { ClerkFailed, ClerkLoaded, ClerkLoading, useAuth } from "@clerk/react";
import { useTranslations } from "next-intl";
import { useEffect } from "react";
import { Note } from "~/components/ui/note";
import { ClerkAway } from "./clerk-away";
import { ClerkFrame, type ClerkSetup } from "./clerk-frame";
import { ClerkWait } from "./clerk-wait";
import { SignOutButton } from "./sign-out-button";

type Props = { setup: ClerkSetup; again: string; signIn: string; isSecondTry: boolean };

export function ClerkArrivalPanel({ setup, ...ways }: Props) {
  return (
    <ClerkFrame setup={setup}>
      <ClerkLoading>
        <ClerkWait />
      </ClerkLoading>
      <ClerkFailed>
        <ClerkAway />
      </ClerkFailed>
      <ClerkLoaded>
        <Known {...ways} />
      </ClerkLoaded>
    </ClerkFrame>
  );
}

/** Without this bound, Clerk's page and ours would send a person back and forth for ever. */
function Known({ again, signIn, isSecondTry }: Omit<Props, "setup">) {
  const t = useTranslations("clerk");
  const { isSignedIn, getToken } = useAuth();
  const isStuck = isSignedIn === true && isSecondTry;
  useEffect(() => {
    if (isSignedIn === false) window.location.replace(signIn);
    if (isSignedIn !== true || isSecondTry) return;
    getToken({ skipCache: true })
      .catch(() => null)
      .then(() => window.location.replace(again));
  }, [isSignedIn, isSecondTry, getToken, again, signIn]);
  if (!isStuck) return <ClerkWait />;
  return (
    <Note tone="destructive" live="alert" title={t("notTakenTitle")} action={<SignOutButton />}>
      {t("notTaken")}
    </Note>
  );
}
