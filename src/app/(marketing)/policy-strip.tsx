import Link from "next/link";
import { getTranslations } from "next-intl/server";

const lines = ["noOutput", "stop", "failure", "recount", "unpriced"] as const;

/** The charge policy in five lines, at the foot of the landing page. */
export async function PolicyStrip() {
  const t = await getTranslations("landing");
  return (
    <section className="relative z-10 grid border-t bg-background px-5 md:px-16 lg:grid-cols-[188px_repeat(5,minmax(0,1fr))]">
      <div className="py-4 lg:pt-[22px] lg:pr-5 lg:pb-[26px]">
        <h2 className="mb-[3px] font-medium">{t("policy.title")}</h2>
        <p className="text-balance text-muted-foreground leading-[19px]">
          {t("policy.lead")}{" "}
          <Link href="/charge-policy" className="whitespace-nowrap underline underline-offset-2 hover:text-foreground">
            {t("policy.link")}
          </Link>
        </p>
      </div>
      {lines.map((line) => (
        <div key={line} className="border-t py-4 lg:border-t-0 lg:border-l lg:px-5 lg:pt-[22px] lg:pb-[26px]">
          <h3 className="mb-[3px] font-medium">{t(`policy.${line}`)}</h3>
          <p className="text-balance text-muted-foreground leading-[19px]">{t(`policy.${line}Text`)}</p>
        </div>
      ))}
    </section>
  );
}
