/** Bounds and words that the browser needs as values; apart from the schemas, which would bring their library along. */
export const memberSorts = ["name", "role", "joined", "active", "tokens", "credits"] as const;
export type MemberSort = (typeof memberSorts)[number];

export const memberPageSizes = [25, 50, 100] as const;
export const memberSearchLength = 100;

/** More than a model could use up in a month. */
export const mostTokensPerMonth = 1_000_000_000_000;

/** What becomes of the conversations of whoever goes: kept until they return, or deleted. */
export const conversationFates = ["keep", "delete"] as const;
export type ConversationFate = (typeof conversationFates)[number];

/** How long an offer of the organisation waits for its answer. */
export const transferDays = 7;
