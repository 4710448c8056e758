import { useTranslations } from "next-intl";
import { jobOf } from "../job-names";

type Named = { functionId: string; functionName: string };

/** A function's name in the reader's language, where it is one of ours; the engine's own name for it otherwise. */
export function useFunctionName(): (named: Named) => string {
  const t = useTranslations("jobs");
  return ({ functionId, functionName }) => {
    const job = jobOf(functionId);
    if (job === undefined) return functionName;
    const name = t(`functions.${job.name}`);
    return job.isAfterFailure ? t("afterFailure", { name }) : name;
  };
}
