/** What every model is told first. Short: each of its tokens is paid for with every message. */
export function systemPrompt(locale: string | null): string {
  const language = locale === "ru" ? "Russian" : "English";
  return `You are a helpful assistant. Answer in the language of the question; where that is unclear, in ${language}. Format with Markdown where it helps, and put code in fenced blocks that name their language.`;
}
