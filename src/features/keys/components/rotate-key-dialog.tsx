"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { useErrorText } from "~/components/layout/use-error-text";
import { Button } from "~/components/ui/button";
import { Dialog, DialogBody, DialogClose, DialogContent, DialogFooter, DialogHeader } from "~/components/ui/dialog";
import { Segmented } from "~/components/ui/segmented";
import { toast } from "~/components/ui/toast";
import { api } from "~/trpc/react";
import { type Grace, graces } from "../key-limits";
import type { NewSecret } from "../keys.schema";
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
          <div className="flex flex-col items-start gap-1.5">
            <span className="font-medium">{t("grace")}</span>
            <Segmented
              name="key-grace"
              label={t("grace")}
              value={String(graceSeconds)}
              onValueChange={(value) => setGrace(graces.find((seconds) => String(seconds) === value) ?? 0)}
              items={graces.map((seconds) => ({ value: String(seconds), label: t(`graces.${words[seconds]}`) }))}
              className="max-w-full flex-wrap"
            />
          </div>
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
