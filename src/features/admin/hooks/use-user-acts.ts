"use client";

import { useTranslations } from "next-intl";
import { useErrorText } from "~/components/layout/use-error-text";
import { toast } from "~/components/ui/toast";
import { api } from "~/trpc/react";

/** What the console does about a person; says how it went and reads everything about people anew. */
export function useUserActs(user: { id: string; name: string; isSelf: boolean }, onDone: () => void) {
  const t = useTranslations("admin.userActs");
  const errorText = useErrorText();
  const utils = api.useUtils();
  const onError = (error: unknown) => toast.failed(errorText(error));
  const done = (text: string) => {
    toast.done(text);
    onDone();
    return utils.users.invalidate();
  };
  const marking = api.users.setSuperadmin.useMutation({
    onSuccess: ({ isSuperadmin }) => {
      // The console is not theirs any more: a full load shows them what still is.
      if (user.isSelf && !isSuperadmin) return window.location.assign("/");
      return done(t(isSuperadmin ? "made" : "unmade", { name: user.name }));
    },
    onError,
  });
  const suspend = api.users.suspend.useMutation({
    onSuccess: ({ sessionsEnded }) => done(t(sessionsEnded ? "suspended" : "suspendedOnly", { name: user.name })),
    onError,
  });
  const lifting = api.users.lift.useMutation({ onSuccess: () => done(t("lifted", { name: user.name })), onError });
  return {
    setSuperadmin: (isSuperadmin: boolean) => marking.mutateAsync({ userId: user.id, isSuperadmin }),
    suspend,
    lift: () => lifting.mutateAsync({ userId: user.id }),
  };
}
