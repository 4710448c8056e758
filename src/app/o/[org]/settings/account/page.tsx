import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ProfilePage } from "~/features/accounts/components/profile-page";
import { AvatarField } from "~/features/files/components/avatar-field";
import { ClerkProfileLink } from "../../../../clerk/clerk-profile-link";
import { getOrgViewer } from "../../../../viewer";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("account");
  return { title: t("profile") };
}

export default async function AccountProfilePage({ params }: { params: Promise<{ org: string }> }) {
  const { user, avatarFileId, isEmailVerified, hasOwnCredentials } = await getOrgViewer((await params).org);
  return (
    <ProfilePage
      user={{ name: user.name, email: user.email }}
      picture={<AvatarField user={{ name: user.name }} avatarFileId={avatarFileId} />}
      address={{ isVerified: isEmailVerified, canChange: hasOwnCredentials }}
      elsewhere={hasOwnCredentials ? null : <ClerkProfileLink hint="emailHint" />}
    />
  );
}
