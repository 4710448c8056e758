"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { useErrorText } from "~/components/layout/use-error-text";
import { Button } from "~/components/ui/button";
import { Dialog, DialogBody, DialogClose, DialogContent, DialogFooter, DialogHeader } from "~/components/ui/dialog";
import { toast } from "~/components/ui/toast";
import { api } from "~/trpc/react";
import { type Grace, graces } from "../key-limits";
import type { NewSecret } from "../keys.schema";
import { ChoiceField } from "./choice-field";
import type { KeyLine } from "./key-line";

const words = { 0: "none", 3600: "hour", 86400: "day", 604800: "week" } as const;

/** Another secret for the same key, and how long the one before still works. */
export function RotateKeyDialog(props: { item: KeyLine; onClose: () => void; onMade: (secret: NewSecret) => void }) {
  const { item, onClose } = props;
  const t = useTranslations("keys.rotate");
  const common = useTranslations("common");
  const errorText = useErrorText();
  const utils = api.useUtils();
  const [graceSeconds, setGrace] = useState<Grace>(86_400);
  const rotate = api.keys.rotate.useMutation({
    onSuccess: (secret) => {
      onClose();
      props.onMade(secret);
    },
    onError: (error) => toast.failed(errorText(error)),
    onSettled: () => utils.keys.invalidate(),
  });
  return (
    <Dialog open onOpenChange={onClose}>
      <DialogContent>
        <DialogHeader title={t("title", { name: item.name })} description={t("text")} />
        <DialogBody>
          <ChoiceField
            label={t("grace")}
            value={graceSeconds}
            choices={graces}
            onChoose={setGrace}
            textOf={(seconds) => t(`graces.${words[seconds]}`)}
          />
        </DialogBody>
        <DialogFooter>
          <DialogClose asChild>
            <Button>{common("cancel")}</Button>
          </DialogClose>
          <Button
            variant="primary"
            pending={rotate.isPending}
            onClick={() => rotate.mutate({ keyId: item.id, graceSeconds })}
          >
            {t("act")}
          </Button>
        </DialogFooter>
      </DialogContent>
    </Dialog>
  );
}
