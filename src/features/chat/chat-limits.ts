/** Bounds and words that the browser needs as values; apart from the schemas, which would bring their library along. */
export const maxTextChars = 100_000;
export const maxTitleChars = 120;

/** length: the model's limit. credits: the answer ended where the credits did. */
export const finishReasons = ["stop", "length", "credits", "content_filter", "other"] as const;
export type FinishReason = (typeof finishReasons)[number];
