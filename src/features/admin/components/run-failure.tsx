import { useTranslations } from "next-intl";
import type { RunError } from "~/adapters/jobs/jobs.port";
import { Note } from "~/components/ui/note";

/** What a run or a step failed with; its stack on demand. */
export function RunFailure({ error }: { error: RunError }) {
  const t = useTranslations("jobs.run");
  return (
    <Note tone="destructive" title={`${error.name}:`}>
      <span className="break-words">{error.message}</span>
      {error.stack === undefined ? null : (
        <details className="mt-1.5">
          <summary className="w-fit cursor-pointer text-muted-foreground hover:text-foreground">{t("stack")}</summary>
          <pre className="scrollbar-thin mt-1.5 overflow-x-auto font-mono text-xs">{error.stack}</pre>
        </details>
      )}
    </Note>
  );
}
