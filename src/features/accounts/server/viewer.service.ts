import { listBelongings } from "~/features/organizations/server/list-organizations.service";
import type { Entrance, Org, User } from "~/server/context";
import { type Permission, permissionsOf, type Role } from "~/server/permissions";

/** What the shell knows of who is looking: safe to hand to the browser. */
export type Viewer = {
  user: User;
  org: Org;
  role: Role;
  /** The superadmin who looks in this member's place, and until when. */
  acting: { superadminName: string; reason: string; expiresAt: Date } | null;
  permissions: Permission[];
  organizations: {
    id: string;
    slug: string;
    name: string;
    kind: "personal" | "team";
    role: Role;
    logoFileId: string | null;
  }[];
  /** Whether the person's address is proved, and whether passwords and addresses are ours to change. */
  isEmailVerified: boolean;
  hasOwnCredentials: boolean;
  /** The person's own picture. */
  avatarFileId: string | null;
};

/** Null where the person is not a member of the organisation. */
export async function viewerOf(entrance: Entrance): Promise<Viewer | null> {
  if (entrance.org === null) return null;
  const { user, org, role, acting, identity, ports } = entrance.org;
  const belongings = await listBelongings(entrance.user);
  return {
    user,
    org,
    role,
    acting: acting && {
      superadminName: acting.superadminName,
      reason: acting.reason,
      expiresAt: acting.expiresAt,
    },
    permissions: permissionsOf(entrance.org),
    isEmailVerified: identity.emailVerified,
    hasOwnCredentials: !ports.auth.ownsCredentials,
    ...belongings,
    // The superadmin's own: it is not the member's face.
    avatarFileId: acting === null ? belongings.avatarFileId : null,
  };
}
