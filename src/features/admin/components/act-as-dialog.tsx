"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Segmented } from "~/components/ui/segmented";
import { toast } from "~/components/ui/toast";
import { readClientError } from "~/lib/client-error";
import { actingMinutes } from "../users-limits";
import { ReasonDialog } from "./reason-dialog";

/** For how long and why a superadmin takes a member's place; then leads there. */
export function ActAsDialog(props: {
  org: { id: string; name: string };
  member: { id: string; name: string };
  onClose: () => void;
}) {
  const { org, member } = props;
  const t = useTranslations("admin.actAs");
  const errors = useTranslations("errors");
  const [minutes, setMinutes] = useState<(typeof actingMinutes)[number]>(15);
  const [isPending, setPending] = useState(false);

  async function start(reason: string): Promise<void> {
    setPending(true);
    try {
      const response = await fetch("/api/admin/act-as", {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ orgId: org.id, memberId: member.id, reason, minutes }),
      });
      const body: { redirectTo?: string } = await response.json();
      // A full load: nothing that was rendered for the superadmin stands beside what the member sees.
      if (response.ok) return window.location.assign(body.redirectTo ?? "/");
      toast.failed(errors(readClientError(body).code));
    } catch (thrown) {
      toast.failed(errors(readClientError(thrown).code));
    }
    setPending(false);
  }

  return (
    <ReasonDialog
      title={t("title", { member: member.name })}
      lead={t("lead", { org: org.name })}
      hint={t("hint")}
      act={t("start")}
      tone="primary"
      pending={isPending}
      onDone={(reason) => void start(reason)}
      onClose={props.onClose}
    >
      <Segmented
        name="acting-minutes"
        label={t("time")}
        value={String(minutes)}
        onValueChange={(value) => setMinutes(actingMinutes.find((choice) => String(choice) === value) ?? 15)}
        items={actingMinutes.map((choice) => ({ value: String(choice), label: t("minutes", { count: choice }) }))}
        className="w-full"
      />
    </ReasonDialog>
  );
}
