"use client";

import { useTranslations } from "next-intl";
import { useErrorText } from "~/components/layout/use-error-text";
import { AlertDialog } from "~/components/ui/alert-dialog";
import { toast } from "~/components/ui/toast";
import { api } from "~/trpc/react";
import type { NewSecret } from "../keys.schema";
import type { KeyAct, KeyLine } from "./key-line";
import { LimitKeyDialog } from "./limit-key-dialog";
import { RotateKeyDialog } from "./rotate-key-dialog";

/** Asks before something is done with a key, and does it. */
export function KeyDialogs(props: {
  act: KeyAct;
  item: KeyLine;
  onClose: () => void;
  onMade: (secret: NewSecret) => void;
}) {
  switch (props.act) {
    case "rotate":
      return <RotateKeyDialog {...props} />;
    case "limit":
      return <LimitKeyDialog {...props} />;
    default:
      return <EndKeyDialog {...props} act={props.act} />;
  }
}

/** Revoking ends every program that uses the key; deleting takes a revoked one out of the list. */
function EndKeyDialog(props: { act: "revoke" | "delete"; item: KeyLine; onClose: () => void }) {
  const { act, item } = props;
  const t = useTranslations(`keys.${act}`);
  const errorText = useErrorText();
  const utils = api.useUtils();
  const options = {
    onSuccess: () => toast.done(t("done", { name: item.name })),
    onError: (error: unknown) => toast.failed(errorText(error)),
    onSettled: () => utils.keys.invalidate(),
  };
  const revoke = api.keys.revoke.useMutation(options);
  const remove = api.keys.delete.useMutation(options);
  return (
    <AlertDialog
      open
      onOpenChange={props.onClose}
      title={t("title", { name: item.name })}
      description={t("text")}
      act={t("act")}
      tone="destructive"
      onConfirm={() => (act === "revoke" ? revoke : remove).mutateAsync({ keyId: item.id })}
    />
  );
}
