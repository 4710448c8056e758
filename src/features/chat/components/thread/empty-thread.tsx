"use client";

import { useTranslations } from "next-intl";
import { Rosette } from "~/components/brand/rosette";
import { Button } from "~/components/ui/button";
import { focusComposer } from "../../hooks/focus-composer";
import { useConversations } from "../../hooks/use-conversations";
import { useDraft } from "../../hooks/use-draft";

const EXAMPLES = ["explain", "table", "code"] as const;

/** Before the first message: what happens here, and examples that fill the composer. The rosette greets newcomers. */
export function EmptyThread() {
  const t = useTranslations("chat");
  const draft = useDraft(null);
  const list = useConversations("");
  const isFirstRun = list.isSuccess && list.pinned.length + list.items.length === 0;
  return (
    <div className="relative isolate flex flex-1 flex-col items-center justify-center overflow-hidden px-6 py-12 text-center">
      {isFirstRun ? (
        <Rosette className="-z-10 top-1/2 left-1/2 size-[760px] -translate-x-1/2 -translate-y-1/2 opacity-50 [mask:radial-gradient(closest-side,#0000_46%,#000_66%,#0000_100%)]" />
      ) : null}
      <h2 className="text-balance font-semibold text-xl tracking-[-0.015em]">
        {t(isFirstRun ? "firstRun.title" : "fresh.title")}
      </h2>
      <p className="mt-1.5 max-w-[52ch] text-balance text-base text-muted-foreground">
        {t(isFirstRun ? "firstRun.body" : "fresh.body")}
      </p>
      <ul aria-label={t("firstRun.examples")} className="mt-6 flex flex-wrap justify-center gap-2">
        {EXAMPLES.map((example) => (
          <li key={example}>
            <Button
              onClick={() => {
                draft.write(t(`examples.${example}Prompt`));
                focusComposer();
              }}
            >
              {t(`examples.${example}`)}
            </Button>
          </li>
        ))}
      </ul>
    </div>
  );
}
