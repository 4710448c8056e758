"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useErrorText } from "~/components/layout/use-error-text";
import { Avatar } from "~/components/ui/avatar";
import { toast } from "~/components/ui/toast";
import { api } from "~/trpc/react";
import { fileUrl } from "../file-url";
import { PictureField } from "./picture-field";

/** The person's picture: uploaded, changed, removed. The shell shows it at once. */
export function AvatarField({ user, avatarFileId }: { user: { name: string }; avatarFileId: string | null }) {
  const t = useTranslations("files.picture");
  const errorText = useErrorText();
  const router = useRouter();
  const start = api.account.startAvatar.useMutation();
  const set = api.account.setAvatar.useMutation();
  const remove = api.account.removeAvatar.useMutation({ onError: (error) => toast.failed(errorText(error)) });
  return (
    <PictureField
      label={t("previewAvatar")}
      steps={{
        purpose: "avatar",
        start: (file) => start.mutateAsync(file),
        finish: (fileId) => set.mutateAsync({ fileId }),
      }}
      shown={avatarFileId && fileUrl(avatarFileId, null)}
      figure={(src) => <Avatar name={user.name} size="xl" label={t("previewAvatar")} src={src} />}
      hint={(size) => t("avatarHint", { size })}
      onSet={() => {
        toast.done(t("avatarChanged"));
        router.refresh();
      }}
      removal={{
        title: t("removeAvatarTitle"),
        text: t("removeAvatarText"),
        act: t("removeAct"),
        async run() {
          await remove.mutateAsync();
          toast.done(t("avatarRemoved"));
          router.refresh();
        },
      }}
    />
  );
}
