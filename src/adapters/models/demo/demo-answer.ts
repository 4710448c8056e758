import type { DemoConversation } from "./demo-conversation";
import { type DemoRequest, readRequest } from "./demo-request";
import { clip, sentencesOf } from "./demo-text";
import { describeFiles, describePictures } from "./skills-files";
import { codeSkill, essaySkill, tableSkill } from "./skills-format";
import { aboutSkill, arithmeticSkill, defaultAnswer, greetingSkill, toolResultAnswer } from "./skills-talk";
import { countSkill, listSkill, quoteSkill, summarySkill } from "./skills-text";

/** One thing that the model can do: the answer, or undefined when the question asks for something else. */
export type DemoSkill = (request: DemoRequest) => string | undefined;

const SKILLS: readonly DemoSkill[] = [
  greetingSkill,
  aboutSkill,
  arithmeticSkill,
  countSkill,
  tableSkill,
  codeSkill,
  summarySkill,
  quoteSkill,
  listSkill,
  essaySkill,
];

/** The whole answer to a conversation, in Markdown. The same conversation always gets the same answer. */
export function composeAnswer(conversation: DemoConversation): string {
  if (asksForTitle(conversation)) return composeTitle(conversation);
  const request = readRequest(conversation);
  if (conversation.toolResults.length > 0) return toolResultAnswer(request);
  const seen = describePictures(conversation);
  // With a picture and nothing to read, whatever is asked is asked about the picture.
  const answer = seen !== undefined && conversation.files.length === 0 ? undefined : answerOf(request);
  const said = answer ?? describeFiles(conversation);
  if (seen === undefined) return said === undefined ? defaultAnswer(request) : introduce(request, said);
  return introduce(request, said === undefined ? seen : `${said}\n\n${seen}`);
}

function answerOf(request: DemoRequest): string | undefined {
  for (const skill of SKILLS) {
    const answer = skill(request);
    if (answer !== undefined) return answer;
  }
  return undefined;
}

/** What a model that thinks would think. Titles need no thought. */
export function composeReasoning(conversation: DemoConversation, thinks: "always" | "when-asked"): string | undefined {
  const { question, language } = conversation;
  if (asksForTitle(conversation) || question === "") return undefined;
  const isAsked =
    /\b(?:step by step|think (?:hard|carefully|it through)|reason(?:ing)?)\b|подумай|рассужда|по шагам|пошагово/i;
  if (thinks === "when-asked" && !isAsked.test(question)) return undefined;
  const asked = clip(question, 120);
  return language === "ru"
    ? `Меня просят: «${asked}». Сначала пойму, что дано, затем выберу подходящий приём, затем проверю ответ на том же тексте.`
    : `The question is: "${asked}". First I look at what is given, then choose the method that fits, then check the answer against the same text.`;
}

function asksForTitle({ system }: DemoConversation): boolean {
  return /\b(?:write|make|create|give|suggest|generate|find)\b.{0,40}\b(?:title|headline)\b|(?:придумай|напиши|дай).{0,40}заголов|назови (?:беседу|разговор)/i.test(
    system,
  );
}

/** Two to seven words from the first thing that the user said. */
function composeTitle({ earlier, question, language }: DemoConversation): string {
  const first = earlier.find((turn) => turn.role === "user")?.text ?? question;
  const sentence = sentencesOf(first)[0] ?? first;
  const plain = sentence
    .replace(/[`*_#>[\]"«»“”]/gu, "")
    .replace(
      /^(?:please|could you|can you|tell me|hello|hi|hey|пожалуйста|скажи|расскажи|привет|здравствуйте)[\s,!.]+/iu,
      "",
    )
    .trim();
  const title = clip(plain.split(/\s+/).slice(0, 7).join(" "), 60).replace(/[\s,;:.!?-]+$/u, "");
  if (title === "") return language === "ru" ? "Новая беседа" : "New conversation";
  return title.charAt(0).toUpperCase() + title.slice(1);
}

/** The first answer of a conversation says who is speaking. Short answers say it shortly. */
function introduce(request: DemoRequest, answer: string): string {
  const spokeBefore = request.conversation.earlier.some((turn) => turn.role === "assistant");
  if (spokeBefore || request.wordCount !== undefined) return answer;
  if (/демонстрационн|demonstration model/i.test(answer)) return answer;
  const note =
    request.language === "ru"
      ? "_Отвечает встроенная демонстрационная модель: она работает по правилам, без нейросети._"
      : "_Answered by the built-in demonstration model: it works by rules, without a neural network._";
  return `${answer}\n\n${note}`;
}
