"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useErrorText } from "~/components/layout/use-error-text";
import { OrgAvatar } from "~/components/ui/avatar";
import { toast } from "~/components/ui/toast";
import { api } from "~/trpc/react";
import { fileUrl } from "../file-url";
import { PictureField } from "./picture-field";

/** The organisation's logo, for those who may change it. Everybody's shell shows it from the next page on. */
export function LogoField({ org, logoFileId }: { org: { slug: string; name: string }; logoFileId: string | null }) {
  const t = useTranslations("files.picture");
  const errorText = useErrorText();
  const router = useRouter();
  const start = api.organizations.startLogo.useMutation();
  const set = api.organizations.setLogo.useMutation();
  const remove = api.organizations.removeLogo.useMutation({ onError: (error) => toast.failed(errorText(error)) });
  const { name } = org;
  return (
    <PictureField
      label={t("previewLogo", { name })}
      steps={{
        purpose: "logo",
        start: (file) => start.mutateAsync(file),
        finish: (fileId) => set.mutateAsync({ fileId }),
      }}
      shown={logoFileId && fileUrl(logoFileId, org.slug)}
      figure={(src) => <OrgAvatar name={name} size="xl" label={t("previewLogo", { name })} src={src} />}
      hint={(size) => t("logoHint", { size })}
      onSet={() => {
        toast.done(t("logoChanged"));
        router.refresh();
      }}
      removal={{
        title: t("removeLogoTitle"),
        text: t("removeLogoText", { name }),
        act: t("removeLogoAct"),
        async run() {
          await remove.mutateAsync();
          toast.done(t("logoRemoved"));
          router.refresh();
        },
      }}
    />
  );
}
