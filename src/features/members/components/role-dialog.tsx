"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { useErrorText } from "~/components/layout/use-error-text";
import { Button } from "~/components/ui/button";
import { Dialog, DialogBody, DialogClose, DialogContent, DialogFooter, DialogHeader } from "~/components/ui/dialog";
import { Note } from "~/components/ui/note";
import { RadioCard, RadioGroup } from "~/components/ui/radio-group";
import { toast } from "~/components/ui/toast";
import { api } from "~/trpc/react";
import { toRole } from "../member-roles";
import type { MemberLine } from "./member-line";

/** Another role, of those that the reader may give. */
export function RoleDialog({ member, onClose }: { member: MemberLine; onClose: () => void }) {
  const t = useTranslations("members");
  const common = useTranslations("common");
  const errorText = useErrorText();
  const utils = api.useUtils();
  const [role, setRole] = useState(member.role);
  const change = api.members.changeRole.useMutation({
    onSuccess: () => {
      toast.done(t("roleDialog.done", { name: member.name, role: common(`role.${role}`) }));
      onClose();
    },
    onError: (error) => toast.failed(errorText(error)),
    onSettled: () => utils.members.invalidate(),
  });
  return (
    <Dialog open onOpenChange={onClose}>
      <DialogContent>
        <DialogHeader title={t("roleDialog.title", { name: member.name })} />
        <DialogBody>
          <RadioGroup
            aria-label={t("columns.role")}
            value={role}
            onValueChange={(value) => setRole(toRole(value) ?? role)}
          >
            {member.acts.roles.map((choice) => (
              <RadioCard
                key={choice}
                value={choice}
                title={common(`role.${choice}`)}
                description={t(`roleHints.${choice}`)}
              />
            ))}
          </RadioGroup>
          {role === "owner" && member.role !== "owner" ? <Note tone="warning">{t("roleDialog.owner")}</Note> : null}
        </DialogBody>
        <DialogFooter note={t("roleDialog.note")}>
          <DialogClose asChild>
            <Button>{common("cancel")}</Button>
          </DialogClose>
          <Button
            variant="primary"
            pending={change.isPending}
            disabled={role === member.role}
            onClick={() => change.mutate({ userId: member.userId, role })}
          >
            {t("roleDialog.act")}
          </Button>
        </DialogFooter>
      </DialogContent>
    </Dialog>
  );
}
