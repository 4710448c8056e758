"use client";

import { useTranslations } from "next-intl";
import { signOut } from "~/components/layout/sign-out";
import { Button } from "~/components/ui/button";

export function SignOutButton() {
  const t = useTranslations("clerk");
  return (
    <Button size="sm" onClick={() => void signOut()}>
      {t("signOut")}
    </Button>
  );
}
