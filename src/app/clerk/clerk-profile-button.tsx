"use client";

import { useTranslations } from "next-intl";
import { Button } from "~/components/ui/button";
import { toast } from "~/components/ui/toast";
import { clerkScript } from "~/lib/clerk-script";

/** Opens Clerk's own profile over the page: password, addresses, second factors, connected accounts. */
export function ClerkProfileButton({ size }: { size?: "sm" }) {
  const t = useTranslations("clerk");
  return (
    <Button
      {...(size ? { size } : {})}
      onClick={() => {
        if (clerkScript()?.openProfile() !== true) toast.failed(t("failed"));
      }}
    >
      {t("profile")}
    </Button>
  );
}
