"use client";

import { useTranslations } from "next-intl";
import { useErrorText } from "~/components/layout/use-error-text";
import { Button } from "~/components/ui/button";
import { toast } from "~/components/ui/toast";
import { api } from "~/trpc/react";

/** Leaves the rest for later and goes to work. */
export function SetAsideButton({ home }: { home: string }) {
  const t = useTranslations("onboarding");
  const errorText = useErrorText();
  const setAside = api.onboarding.setAside.useMutation({
    // By a full load: the shell there reads anew where the person stands.
    onSuccess: () => window.location.assign(home),
    onError: (error) => toast.failed(errorText(error)),
  });
  return (
    <Button variant="ghost" pending={setAside.isPending || setAside.isSuccess} onClick={() => setAside.mutate()}>
      {t("later")}
    </Button>
  );
}
