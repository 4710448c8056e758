import { useTranslations } from "next-intl";
import { toast } from "~/components/ui/toast";
import { readClientError } from "~/lib/client-error";
import { signOut } from "./sign-out";

/** Signs out. Where the session could not be ended it says so, and answers false. */
export function useSignOut(): (next?: string) => Promise<boolean> {
  const t = useTranslations("errors");
  return (next) =>
    signOut(next).then(
      () => true,
      (thrown: unknown) => {
        toast.failed(t(readClientError(thrown).code));
        return false;
      },
    );
}
