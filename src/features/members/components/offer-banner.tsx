import { Crown } from "lucide-react";
import Link from "next/link";
import { getLocale, getTranslations } from "next-intl/server";
import { buttonVariants } from "~/components/ui/button";
import { formatDate } from "~/lib/format-date";
import type { TransferView } from "../members.schema";

/** Above every page of whoever is offered the organisation. The answer is given where the offer is explained. */
export async function OfferBanner(props: {
  offer: TransferView;
  org: { slug: string; name: string; timeZone: string };
}) {
  const [t, locale] = await Promise.all([getTranslations("shell.offer"), getLocale()]);
  const { offer, org } = props;
  const day = formatDate(offer.expiresAt, locale, { style: "dayTime", timeZone: org.timeZone });
  return (
    <div
      role="status"
      className="flex shrink-0 flex-wrap items-center gap-x-3 gap-y-1 border-b bg-credit-soft px-4 py-1.5 text-xs md:px-8"
    >
      <Crown aria-hidden className="size-3.5 text-credit" />
      <p className="min-w-0 flex-1 break-words">{t("text", { giver: offer.giver.name, org: org.name, day })}</p>
      <Link href={`/o/${org.slug}/settings/members`} className={buttonVariants({ size: "sm" })}>
        {t("open")}
      </Link>
    </div>
  );
}
