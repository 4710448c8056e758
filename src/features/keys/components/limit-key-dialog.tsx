"use client";

import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import { useErrorText } from "~/components/layout/use-error-text";
import { Button } from "~/components/ui/button";
import { Dialog, DialogBody, DialogClose, DialogContent, DialogFooter, DialogHeader } from "~/components/ui/dialog";
import { toast } from "~/components/ui/toast";
import { formatCredits } from "~/lib/format-credits";
import { api } from "~/trpc/react";
import { CapField, readCap } from "./cap-field";
import type { KeyLine } from "./key-line";

/** How much a key may spend in a month. */
export function LimitKeyDialog({ item, onClose }: { item: KeyLine; onClose: () => void }) {
  const t = useTranslations("keys.limit");
  const common = useTranslations("common");
  const errorText = useErrorText();
  const locale = useLocale();
  const utils = api.useUtils();
  const cap = item.monthlyCapUcr;
  const precision = cap !== null && cap % 10_000n !== 0n ? "exact" : "rounded";
  const [text, setText] = useState(cap === null ? "" : formatCredits(cap, locale, { precision }));
  const [isTried, setTried] = useState(false);
  const limit = api.keys.limit.useMutation({
    onSuccess: () => {
      toast.done(t("done", { name: item.name }));
      onClose();
    },
    onError: (error) => toast.failed(errorText(error)),
    onSettled: () => utils.keys.invalidate(),
  });
  const monthlyCapUcr = readCap(text, locale);
  return (
    <Dialog open onOpenChange={onClose}>
      <DialogContent>
        <form
          className="contents"
          onSubmit={(event) => {
            event.preventDefault();
            setTried(true);
            if (monthlyCapUcr !== undefined) limit.mutate({ keyId: item.id, monthlyCapUcr });
          }}
        >
          <DialogHeader title={t("title", { name: item.name })} />
          <DialogBody>
            <CapField text={text} onText={setText} isTried={isTried} />
          </DialogBody>
          <DialogFooter>
            <DialogClose asChild>
              <Button>{common("cancel")}</Button>
            </DialogClose>
            <Button type="submit" variant="primary" pending={limit.isPending}>
              {t("act")}
            </Button>
          </DialogFooter>
        </form>
      </DialogContent>
    </Dialog>
  );
}
