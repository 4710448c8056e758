import type { DemoConversation, DemoLanguage } from "./demo-conversation";
import { sentencesOf, wordsOf } from "./demo-text";

/** What a question asks for, and the text that it asks it about. */
export type DemoRequest = {
  conversation: DemoConversation;
  language: DemoLanguage;
  question: string;
  /** What there is to work on: the text given with the question, a file, or what was said before. */
  material: string;
  /** Where the material came from, for the answer to say so. */
  source: "question" | "attachment" | "conversation";
  length: "short" | "normal" | "long";
  /** Words asked for, if a number was named. */
  wordCount: number | undefined;
  /** Items of a list or a table asked for. */
  itemCount: number | undefined;
};

const SHORT =
  /\b(?:short|shortly|brief|briefly|concise|one (?:sentence|line|word)|tl;?dr)\b|кратк|коротк|одн(?:им|о) (?:предложени|слов)|в двух словах|сжато/i;
const LONG =
  /\b(?:long|detailed|in detail|at length|thorough|essay|story)\b|подробн|разв[её]рнут|длинн|эссе|рассказ|сочинени/i;

export function readRequest(conversation: DemoConversation): DemoRequest {
  const { question } = conversation;
  const { material, source } = findMaterial(conversation);
  const instruction = source === "question" && material !== question ? question.replace(material, " ") : question;
  const wordCount = numberBefore(instruction, /words?|слов[ао]?/);
  return {
    conversation,
    language: conversation.language,
    question,
    material,
    source,
    length: SHORT.test(instruction) ? "short" : LONG.test(instruction) || (wordCount ?? 0) > 150 ? "long" : "normal",
    wordCount: wordCount === undefined ? undefined : Math.min(4_000, Math.max(1, wordCount)),
    itemCount: itemsAsked(instruction),
  };
}

/** Whether the words of the question, without the text it is about, match. */
export function asks(request: DemoRequest, pattern: RegExp): boolean {
  if (request.source !== "question") return pattern.test(request.question);
  const instruction = request.question.replace(request.material, " ");
  return pattern.test(wordsOf(instruction).length > 0 ? instruction : request.question);
}

function findMaterial(conversation: DemoConversation): Pick<DemoRequest, "material" | "source"> {
  const { question, files, earlier } = conversation;
  if (files.length > 0) return { material: files.map((file) => file.text).join("\n\n"), source: "attachment" };
  const given = givenText(question);
  if (given !== undefined) return { material: given, source: "question" };
  // "Summarise this" with nothing given means what was said before, leaving out the model's own remarks if people spoke.
  const said = earlier.map((turn) => turn.text).join("\n");
  if (said !== "" && wordsOf(question).length <= 14) return { material: said, source: "conversation" };
  return { material: question, source: "question" };
}

/** A block in quotes or a fence, what follows a colon or an empty line, or a long question from its second sentence on. */
function givenText(question: string): string | undefined {
  const fenced = question.match(/```[^\n]*\n([\s\S]+?)```/)?.[1];
  if (fenced !== undefined) return fenced.trim();
  const quoted = question.match(/[«"“]([^«»"“”]{20,})[»"”]/u)?.[1];
  if (quoted !== undefined) return quoted;
  const afterColon = question.match(/^[^\n:]{3,160}:\s*([\s\S]{12,})$/u)?.[1];
  if (afterColon !== undefined && wordsOf(afterColon).length >= 3) return afterColon.trim();
  const afterLine = question.match(/^[^\n]{3,200}\n+([\s\S]{40,})$/)?.[1];
  if (afterLine !== undefined) return afterLine.trim();
  const sentences = sentencesOf(question);
  return sentences.length >= 4 ? sentences.slice(1).join(" ") : undefined;
}

function itemsAsked(instruction: string): number | undefined {
  const count = numberBefore(
    instruction,
    /(?:[\p{L}-]+\s+)?(?:points?|items?|ideas?|steps?|reasons?|bullets?|rows?|examples?|tips?|sentences?|thoughts?|takeaways?|пункт[а-я]*|иде[йюия]|шаг[а-я]*|причин[а-я]*|строк[а-я]*|пример[а-я]*|совет[а-я]*|тезис[а-я]*|мысл[а-я]*|вывод[а-я]*|предложени[а-я]*)/u,
  );
  return count === undefined ? undefined : Math.min(20, Math.max(1, count));
}

const NUMBER_WORDS: Record<string, number> = {
  one: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
  ten: 10,
  один: 1,
  два: 2,
  две: 2,
  три: 3,
  четыре: 4,
  пять: 5,
  шесть: 6,
  семь: 7,
  восемь: 8,
  девять: 9,
  десять: 10,
};

function numberBefore(text: string, noun: RegExp): number | undefined {
  const found = text.match(
    new RegExp(`(\\d{1,5}|${Object.keys(NUMBER_WORDS).join("|")})[\\s-]+(?:${noun.source})`, "iu"),
  );
  const number = found?.[1]?.toLowerCase();
  if (number === undefined) return undefined;
  return NUMBER_WORDS[number] ?? Number(number);
}
