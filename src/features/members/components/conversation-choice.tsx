"use client";

import { useTranslations } from "next-intl";
import { RadioCard, RadioGroup } from "~/components/ui/radio-group";
import { type ConversationFate, conversationFates } from "../member-limits";

/** What becomes of the conversations of whoever goes: another's, or the reader's own. */
export function ConversationChoice(props: {
  whose: "removeDialog" | "leaveDialog";
  name: string;
  value: ConversationFate;
  onChange: (fate: ConversationFate) => void;
}) {
  const t = useTranslations(`members.${props.whose}`);
  return (
    <div className="flex flex-col gap-2">
      <p className="font-medium text-sm">{t("conversations")}</p>
      <RadioGroup
        aria-label={t("conversations")}
        value={props.value}
        onValueChange={(value) => props.onChange(conversationFates.find((fate) => fate === value) ?? "keep")}
      >
        {conversationFates.map((fate) => (
          <RadioCard
            key={fate}
            value={fate}
            title={t(`${fate}.title`)}
            description={t(`${fate}.text`, { name: props.name })}
          />
        ))}
      </RadioGroup>
    </div>
  );
}
