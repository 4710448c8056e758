"use client";

import { ChevronDown, Sparkles } from "lucide-react";
import dynamic from "next/dynamic";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "~/components/ui/button";
import { Popover, PopoverContent, PopoverTrigger } from "~/components/ui/popover";
import { Skeleton } from "~/components/ui/skeleton";
import { focusComposer } from "../../hooks/focus-composer";
import type { ModelPick } from "../../hooks/use-model-choice";

const ModelMenu = dynamic(() => import("./model-menu").then((module) => module.ModelMenu), { ssr: false });

/** The model of the next message; its list comes when it is asked for. */
export function ModelPicker({ pick }: { pick: ModelPick }) {
  const t = useTranslations("chat.models");
  const [isOpen, setOpen] = useState(false);
  if (pick.isLoading) return <Skeleton className="h-4 w-28" />;
  if (pick.model === null) return null;
  return (
    <Popover open={isOpen} onOpenChange={setOpen}>
      <PopoverTrigger asChild>
        <Button variant="ghost" size="sm" aria-label={t("pick", { name: pick.model.name })} className="min-w-0 shrink">
          <Sparkles aria-hidden />
          <span className="min-w-0 truncate">{pick.model.name}</span>
          <ChevronDown aria-hidden className="size-3.5" />
        </Button>
      </PopoverTrigger>
      <PopoverContent
        align="start"
        side="top"
        aria-label={t("label")}
        className="w-[420px] overflow-hidden p-0"
        onCloseAutoFocus={(event) => {
          event.preventDefault();
          focusComposer();
        }}
      >
        <ModelMenu
          pick={pick}
          onPicked={(id) => {
            pick.pick(id);
            setOpen(false);
          }}
        />
      </PopoverContent>
    </Popover>
  );
}
