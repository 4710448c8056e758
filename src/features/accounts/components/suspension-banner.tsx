import { Ban } from "lucide-react";
import { getTranslations } from "next-intl/server";

/** Over every page of an organisation that may spend nothing, with the reason that the platform gave. */
export async function SuspensionBanner({ org, reason }: { org: string; reason: string }) {
  const t = await getTranslations("shell.suspended");
  return (
    <div
      role="status"
      className="flex shrink-0 items-start gap-x-3 border-b bg-destructive-soft px-4 py-2 text-sm md:px-8"
    >
      <Ban aria-hidden className="mt-0.5 size-4 text-destructive" />
      <p className="min-w-0 flex-1 break-words">
        {t.rich("text", { org, reason, b: (words) => <b className="font-medium">{words}</b> })}
      </p>
    </div>
  );
}
