import { Trash2 } from "lucide-react";
import { getLocale, getTranslations } from "next-intl/server";
import { MessagesProvider } from "~/i18n/messages-provider";
import { formatDate } from "~/lib/format-date";
import { UndoDeletion } from "./undo-deletion";

/** Over every page of an organisation that is about to be erased: when that is, and for whoever may, the way back. */
export async function DeletionBanner(props: {
  org: { name: string; timeZone: string };
  deleteAfter: Date;
  mayUndo: boolean;
}) {
  const { org, deleteAfter, mayUndo } = props;
  const [t, locale] = await Promise.all([getTranslations("offboarding.banner"), getLocale()]);
  const day = formatDate(deleteAfter, locale, { style: "dayTime", timeZone: org.timeZone });
  const isOver = deleteAfter <= new Date();
  return (
    <div
      role="status"
      className="flex shrink-0 flex-wrap items-center gap-x-3 gap-y-1 border-b bg-warning-soft px-4 py-2 text-sm md:px-8"
    >
      <Trash2 aria-hidden className="size-4 text-warning" />
      <p className="min-w-0 flex-1 basis-52 break-words">
        {t.rich(isOver ? "over" : "text", {
          org: org.name,
          day,
          b: (words) => <b className="font-medium">{words}</b>,
        })}
      </p>
      {mayUndo && !isOver ? (
        <MessagesProvider namespaces={["common", "errors", "offboarding"]} timeZone={org.timeZone}>
          <UndoDeletion />
        </MessagesProvider>
      ) : null}
    </div>
  );
}
