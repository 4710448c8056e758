// What screens and schemas share. Apart from the schemas, so that a page does not load their library.

export const userSorts = ["name", "created", "active"] as const;
export type UserSort = (typeof userSorts)[number];

/** What the list may be narrowed to. */
export const userShows = ["superadmin", "suspended", "unverified", "never"] as const;
export type UserShow = (typeof userShows)[number];

/** In characters. */
export const userSearchLength = 100;
export const reasonMin = 3;
export const reasonLength = 500;

/** Most seats that an organisation may be limited to. */
export const seatsMax = 100_000;

/** For how long a superadmin may take a member's place. */
export const actingMinutes = [15, 30, 60] as const;
