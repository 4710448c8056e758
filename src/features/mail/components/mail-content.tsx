"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Segmented } from "~/components/ui/segmented";

/**
 * A mail as its reader sees it, or as text. The frame runs nothing and loads nothing: it has an origin of its
 * own, no scripts, and a policy inside that forbids everything from outside. Links open beside it.
 */
export function MailContent({ html, text }: { html: string; text: string }) {
  const t = useTranslations("mail");
  const [view, setView] = useState<"html" | "text">("html");
  return (
    <div className="flex min-w-0 flex-col gap-3">
      <Segmented
        name="mail-view"
        label={t("view")}
        value={view}
        onValueChange={setView}
        items={[
          { value: "html", label: t("asHtml") },
          { value: "text", label: t("asText") },
        ]}
        className="self-start"
      />
      {view === "html" ? (
        <iframe
          title={t("frame")}
          sandbox="allow-popups allow-popups-to-escape-sandbox"
          srcDoc={html}
          className="h-[640px] w-full rounded-lg border bg-white"
        />
      ) : (
        <pre className="overflow-x-auto whitespace-pre-wrap break-words rounded-lg border bg-card p-4 font-mono text-sm">
          {text}
        </pre>
      )}
    </div>
  );
}
