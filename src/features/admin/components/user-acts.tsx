"use client";

import { Ban, RotateCcw, ShieldCheck, ShieldOff } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { AlertDialog } from "~/components/ui/alert-dialog";
import { Button } from "~/components/ui/button";
import { useUserActs } from "../hooks/use-user-acts";
import { ReasonDialog } from "./reason-dialog";
import type { UserDetail } from "./user-page";

/** Makes a superadmin and unmakes one, suspends and lets in again; asks before each. */
export function UserActs({ user }: { user: UserDetail }) {
  const t = useTranslations("admin.userActs");
  const [asked, setAsked] = useState<"make" | "unmake" | "suspend" | "lift" | null>(null);
  const close = () => setAsked(null);
  const { setSuperadmin, suspend, lift } = useUserActs(user, close);
  const isSuspended = user.suspendedAt !== null;
  const questions = {
    make: { tone: "primary", run: () => setSuperadmin(true) },
    unmake: { tone: "destructive", run: () => setSuperadmin(false) },
    lift: { tone: "primary", run: lift },
  } as const;
  const question = asked === null || asked === "suspend" ? null : asked;
  return (
    <>
      {user.isConfigured ? null : (
        <Button onClick={() => setAsked(user.isSuperadmin ? "unmake" : "make")}>
          {user.isSuperadmin ? <ShieldOff aria-hidden /> : <ShieldCheck aria-hidden />}
          {t(user.isSuperadmin ? "unmake" : "make")}
        </Button>
      )}
      {isSuspended ? (
        <Button onClick={() => setAsked("lift")}>
          <RotateCcw aria-hidden />
          {t("lift")}
        </Button>
      ) : user.isSelf ? null : (
        <Button onClick={() => setAsked("suspend")}>
          <Ban aria-hidden />
          {t("suspend")}
        </Button>
      )}
      {asked === "suspend" ? (
        <ReasonDialog
          title={t("suspendTitle", { name: user.name })}
          lead={t("suspendText")}
          hint={t("suspendHint")}
          act={t("suspend")}
          tone="destructive"
          pending={suspend.isPending}
          onDone={(reason) => suspend.mutate({ userId: user.id, reason })}
          onClose={close}
        />
      ) : null}
      {question === null ? null : (
        <AlertDialog
          open
          onOpenChange={(open) => (open ? undefined : close())}
          title={t(`${question}Title`, { name: user.name })}
          description={t(question === "unmake" && user.isSelf ? "unmakeSelfText" : `${question}Text`)}
          act={t(question)}
          tone={questions[question].tone}
          note={t("audited")}
          onConfirm={questions[question].run}
        />
      )}
    </>
  );
}
