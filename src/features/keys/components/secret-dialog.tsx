"use client";

import { useTranslations } from "next-intl";
import { Button } from "~/components/ui/button";
import { CopyButton } from "~/components/ui/copy-button";
import { Dialog, DialogBody, DialogClose, DialogContent, DialogFooter, DialogHeader } from "~/components/ui/dialog";
import { Note } from "~/components/ui/note";
import { Snippet } from "~/components/ui/snippet";
import type { NewSecret } from "../keys.schema";
import { clientSnippet, curlSnippet } from "../snippets";

/** The secret, once: nothing else ever shows it again. */
export function SecretDialog(props: { made: NewSecret; baseUrl: string; onClose: () => void }) {
  const { made, baseUrl } = props;
  const t = useTranslations("keys.secret");
  return (
    <Dialog open onOpenChange={props.onClose}>
      {/* A slip beside the dialog must not lose what cannot be shown again. */}
      <DialogContent onInteractOutside={(event) => event.preventDefault()}>
        <DialogHeader title={t("title")} />
        <DialogBody>
          <Note tone="warning">{t("once")}</Note>
          <div className="flex items-center gap-2 rounded-md border bg-muted py-1.5 pr-1.5 pl-3">
            <code className="num min-w-0 flex-1 select-all break-all font-mono text-sm">{made.secret}</code>
            <CopyButton text={made.secret} label={t("copy")} />
          </div>
          <Snippet title={t("curl")} code={curlSnippet(baseUrl, made.secret)} />
          <Snippet title={t("client")} code={clientSnippet(baseUrl, made.secret)} />
        </DialogBody>
        <DialogFooter>
          <DialogClose asChild>
            <Button variant="primary">{t("done")}</Button>
          </DialogClose>
        </DialogFooter>
      </DialogContent>
    </Dialog>
  );
}
