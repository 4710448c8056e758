"use client";

import { useTranslations } from "next-intl";
import { useSignOut } from "~/components/layout/use-sign-out";
import { Button } from "~/components/ui/button";

export function SignOutButton() {
  const t = useTranslations("clerk");
  const signOut = useSignOut();
  return (
    <Button size="sm" onClick={() => void signOut()}>
      {t("signOut")}
    </Button>
  );
}
