"use client";

import { X } from "lucide-react";
import { useTranslations } from "next-intl";
import { type ClipboardEvent, type KeyboardEvent, useRef } from "react";
import type { FieldControlProps } from "~/components/ui/field";
import { cn } from "~/lib/cn";
import { isAddress, parseAddresses } from "../parse-addresses";

export type AddressDraft = { addresses: string[]; invalid: string[]; typed: string };

export const noAddresses: AddressDraft = { addresses: [], invalid: [], typed: "" };

/** Takes what was typed or pasted among the addresses; each stands there once. */
export function withText(draft: AddressDraft, text: string): AddressDraft {
  const parsed = parseAddresses(text);
  return {
    addresses: [...new Set([...draft.addresses, ...parsed.addresses])],
    invalid: [...new Set([...draft.invalid, ...parsed.invalid])],
    typed: "",
  };
}

/** Addresses as chips: typed, or pasted by the hundred. What is no address is a chip too, marked, until it is removed. */
export function AddressField(props: {
  control: FieldControlProps;
  draft: AddressDraft;
  onChange: (draft: AddressDraft) => void;
}) {
  const { control, draft, onChange } = props;
  const t = useTranslations("invitations.dialog");
  const input = useRef<HTMLInputElement>(null);

  function onPaste(event: ClipboardEvent<HTMLInputElement>): void {
    const text = event.clipboardData.getData("text");
    if (!/[@,;\s]/.test(text.trim())) return;
    event.preventDefault();
    onChange(withText(draft, `${draft.typed} ${text}`));
  }

  function onKeyDown(event: KeyboardEvent<HTMLInputElement>): void {
    const { typed } = draft;
    // A name may have spaces in it, and a comma before the bracket: those end nothing.
    const ends = event.key === "Enter" || event.key === ";" || (event.key === "," && !/^["<]/.test(typed.trim()));
    if (ends || (event.key === " " && isAddress(typed.trim().toLowerCase()))) {
      if (event.key === "Enter" && typed.trim() === "") return;
      event.preventDefault();
      if (typed.trim() !== "") onChange(withText(draft, typed));
    } else if (event.key === "Backspace" && typed === "") {
      if (draft.invalid.length > 0) onChange({ ...draft, invalid: draft.invalid.slice(0, -1) });
      else onChange({ ...draft, addresses: draft.addresses.slice(0, -1) });
    }
  }

  function remove(text: string): void {
    const without = (list: string[]) => list.filter((one) => one !== text);
    onChange({ ...draft, addresses: without(draft.addresses), invalid: without(draft.invalid) });
    input.current?.focus();
  }

  const chips = [
    ...draft.addresses.map((text) => ({ text, isWrong: false })),
    ...draft.invalid.map((text) => ({ text, isWrong: true })),
  ];
  return (
    <div className="scrollbar-thin flex max-h-44 min-h-10 flex-wrap gap-1.5 overflow-y-auto rounded-md border border-input bg-card p-1.5 focus-within:outline-2 focus-within:outline-offset-1 focus-within:outline-ring hover:border-control">
      {chips.map(({ text, isWrong }) => (
        <span
          key={text}
          className={cn(
            "inline-flex h-[26px] min-w-0 max-w-full items-center gap-1 rounded-sm pr-0.5 pl-2 text-sm",
            isWrong ? "bg-destructive-soft text-destructive" : "bg-muted text-foreground",
          )}
        >
          <span className="truncate">{text}</span>
          {isWrong ? <span className="sr-only">{t("isInvalid")}</span> : null}
          <button
            type="button"
            aria-label={t("remove", { address: text })}
            className="grid size-6 shrink-0 place-items-center rounded-sm hover:bg-accent focus-visible:-outline-offset-2"
            onClick={() => remove(text)}
          >
            <X aria-hidden className="size-3" />
          </button>
        </span>
      ))}
      <input
        {...control}
        ref={input}
        type="text"
        inputMode="email"
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        value={draft.typed}
        placeholder={chips.length === 0 ? t("placeholder") : undefined}
        className="h-[26px] min-w-40 flex-1 bg-transparent px-1 text-sm outline-none placeholder:text-muted-foreground pointer-coarse:text-[1rem]"
        onChange={(event) => onChange({ ...draft, typed: event.target.value })}
        onPaste={onPaste}
        onKeyDown={onKeyDown}
        onBlur={() => (draft.typed.trim() === "" ? undefined : onChange(withText(draft, draft.typed)))}
      />
    </div>
  );
}
