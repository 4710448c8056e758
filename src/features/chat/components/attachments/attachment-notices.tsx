"use client";

import { useTranslations } from "next-intl";
import { Button } from "~/components/ui/button";
import { bytesOfFile, maxSentBytes, notTaken } from "../../attachments";
import type { ModelChoice } from "../../chat.schema";
import type { FileDraft } from "../../hooks/use-file-draft";
import type { ModelPick } from "../../hooks/use-model-choice";
import { useFileWords } from "./use-file-words";

/** Most models that are offered in place of one that does not read a file. */
const maxOffers = 3;

/** What the files of a draft mean for this message and this model, said before it is sent. */
export default function AttachmentNotices(props: { draft: FileDraft; pick: ModelPick; wantsToSend: boolean }) {
  const t = useTranslations("chat.attachments");
  const { size } = useFileWords();
  const { draft, pick } = props;
  const { model } = pick;
  const bytes = model === null ? 0 : draft.attachments.reduce((sum, file) => sum + bytesOfFile(model, file), 0);
  const hasAudio = draft.attachments.some(({ kind }) => kind === "audio");
  return (
    <div className="flex flex-col gap-1 px-3.5 pb-1.5 text-xs empty:hidden">
      {model === null ? null : <NotTaken draft={draft} pick={pick} model={model} />}
      {bytes > maxSentBytes ? (
        <p role="alert" className="text-destructive">
          {t("tooLarge", { size: size(bytes), limit: size(maxSentBytes) })}
        </p>
      ) : null}
      {hasAudio ? <p className="text-muted-foreground">{t("audioNote")}</p> : null}
      {draft.hasFailed ? <p className="text-muted-foreground">{t("removeFailed")}</p> : null}
      {draft.isBusy && props.wantsToSend ? <p className="text-muted-foreground">{t("waitUpload")}</p> : null}
    </div>
  );
}

/** Which files the model does not read, models that read all of them, and the other way out. */
function NotTaken({ draft, pick, model }: { draft: FileDraft; pick: ModelPick; model: ModelChoice }) {
  const t = useTranslations("chat.attachments");
  const wrong = notTaken(model, draft.attachments);
  if (wrong.length === 0) return null;
  const names = (kind: string) =>
    wrong
      .filter((file) => file.kind === kind)
      .map(({ name }) => name)
      .join(", ");
  const [pictures, documents] = [names("image"), names("pdf")];
  const offers = pick.models.filter((other) => notTaken(other, draft.attachments).length === 0).slice(0, maxOffers);
  const readsText = model.takes.includes("pdf_text");
  return (
    <div role="alert" className="flex flex-col gap-1.5 text-destructive">
      <p className="min-w-0 [overflow-wrap:anywhere]">
        {pictures === "" ? null : `${t("notTaken.image", { model: model.name, names: pictures })} `}
        {documents === ""
          ? null
          : t(readsText ? "notTaken.pdfNoText" : "notTaken.pdf", { model: model.name, names: documents })}
        {offers.length === 0 ? ` ${t("switchNone")}` : null}
      </p>
      <p className="flex flex-wrap gap-1.5">
        {offers.map(({ id, name }) => (
          <Button key={id} size="sm" onClick={() => pick.pick(id)}>
            {t("switchTo", { model: name })}
          </Button>
        ))}
        <Button
          size="sm"
          onClick={() => {
            const ids = new Set(wrong.map(({ id }) => id));
            for (const { key, attachment } of draft.files)
              if (attachment !== null && ids.has(attachment.id)) draft.remove(key);
          }}
        >
          {t("removeThese", { count: wrong.length })}
        </Button>
      </p>
    </div>
  );
}
