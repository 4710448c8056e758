import { getTranslations } from "next-intl/server";
import { TornReceipt } from "~/components/brand/torn-receipt";
import { SAMPLE_NUMBER, SampleReceipt } from "./sample-receipt";

/** The receipt and, behind it, its counterpart: the same slip, tinted. */
export async function SamplePair() {
  const t = await getTranslations("landing.sample");
  return (
    <figure
      className="relative w-96 max-w-full justify-self-center max-lg:mt-6 max-lg:mb-2 lg:ml-9"
      aria-label={t("label")}
    >
      <div
        aria-hidden
        className="absolute top-[-30px] left-[34px] w-full max-lg:left-0 max-lg:w-[calc(100%-12px)] max-lg:translate-x-3"
      >
        <TornReceipt
          className="w-full"
          shadow={false}
          paper="var(--credit-soft)"
          paperClassName="rounded-t-[10px] px-6 pt-[22px] pb-4"
        >
          <span className="absolute top-2 left-5 font-medium text-credit text-xs">
            {t("counterpart", { number: String(SAMPLE_NUMBER) })}
          </span>
          <span className="invisible block">
            <SampleReceipt />
          </span>
        </TornReceipt>
      </div>
      <TornReceipt className="w-full" shadow="deep" paperClassName="rounded-t-[10px] px-6 pt-[22px] pb-4">
        <SampleReceipt />
      </TornReceipt>
    </figure>
  );
}
