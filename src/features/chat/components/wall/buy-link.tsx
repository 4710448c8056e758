"use client";

import Link from "next/link";
import { useTranslations } from "next-intl";
import { buttonVariants } from "~/components/ui/button";
import { useChat } from "../../hooks/chat-context";

/** To the page where credits are bought; the draft stays. */
export function BuyLink({ size = "lg" }: { size?: "sm" | "lg" }) {
  const t = useTranslations("chat.wall");
  const { org } = useChat();
  return (
    <Link href={`/o/${org.slug}/credits`} className={buttonVariants({ variant: "primary", size })}>
      {t("buy")}
    </Link>
  );
}
