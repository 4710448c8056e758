import { findCalculation, formatNumber } from "./demo-arithmetic";
import { asks, type DemoRequest } from "./demo-request";
import { clip, keySentences, plural, sentencesOf, termsOf, wordsOf } from "./demo-text";

export function greetingSkill({ question, language }: DemoRequest): string | undefined {
  const greets =
    /^\s*(?:hi|hello|hey|good (?:morning|day|evening)|привет|здравствуй(?:те)?|добр(?:ый|ое|ой) (?:день|утро|вечер))(?![\p{L}])/iu.test(
      question,
    );
  if (!greets || wordsOf(question).length > 5) return undefined;
  return language === "ru"
    ? "Здравствуйте! Я **демонстрационная модель** Counterpart. Я не нейросеть, но отвечаю по тому, что вы напишете: перескажу текст, выделю главное, посчитаю, составлю список или таблицу.\n\nС чего начнём?"
    : "Hello! I am Counterpart's **demonstration model**. I am no neural network, but I answer from what you give me: I summarise, pick out key points, calculate, make lists and tables.\n\nWhat shall we start with?";
}

export function aboutSkill(request: DemoRequest): string | undefined {
  const about =
    /\b(?:who|what) are you\b|\bwhat can you do\b|\bwhich model\b|\bhow do you work\b|^\s*help\s*[?!.]*$|кто ты|ты кто|кто вы|что ты (?:умеешь|можешь)|что вы умеете|какая ты модель|^\s*помощь\s*[?!.]*$/i;
  if (!about.test(request.question)) return undefined;
  if (request.language === "ru") {
    return [
      "Я **демонстрационная модель** Counterpart. Я встроена в программу, работаю без сети и ключей и всегда отвечаю на одно и то же одинаково. Настоящего понимания у меня нет, зато всё вокруг настоящее: поток ответа, подсчёт токенов, резерв и списание кредитов.",
      "",
      "Что можно попробовать:",
      "",
      "- **Перескажи:** и вставьте текст",
      "- **Выдели три главные мысли:** и вставьте текст",
      "- **Сколько здесь слов?**",
      "- **Посчитай 18 % от 240**",
      "- **Составь таблицу из этого списка**",
      "- **Напиши 300 слов о чае**, и остановите ответ на середине",
      "",
      "Чтобы отвечала настоящая модель, администратор указывает ключ поставщика.",
    ].join("\n");
  }
  return [
    "I am Counterpart's **demonstration model**. I am built in, need no network and no key, and always answer the same thing in the same way. I do not truly understand, but everything around me is real: the stream, the token counts, the hold and the charge.",
    "",
    "Things to try:",
    "",
    "- **Summarise:** and paste a text",
    "- **List three key points:** and paste a text",
    "- **How many words is this?**",
    "- **What is 18% of 240?**",
    "- **Make a table of** some list",
    "- **Write 300 words about tea**, and stop the answer half-way",
    "",
    "For answers of a real model, the administrator adds a provider's key.",
  ].join("\n");
}

export function arithmeticSkill(request: DemoRequest): string | undefined {
  const text = request.source === "question" ? request.question : request.conversation.question;
  // A calculation somewhere inside a long text is not what the text is about.
  if (wordsOf(text).length > 40) return undefined;
  const found = findCalculation(text);
  if (!found) return undefined;
  const result = `**${found.expression} = ${formatNumber(found.value)}**`;
  if (request.length === "short") return result;
  return request.language === "ru"
    ? `${result}\n\nСчитала по обычному порядку действий: сначала скобки и степени, потом умножение и деление, потом сложение и вычитание.`
    : `${result}\n\nWorked out in the usual order: brackets and powers first, then multiplication and division, then addition and subtraction.`;
}

/** Says what the tools found. */
export function toolResultAnswer({ conversation, language }: DemoRequest): string {
  const lines = conversation.toolResults.map((result) => `- \`${result.toolName}\`: ${readable(result.text)}`);
  const opening =
    language === "ru"
      ? `По запросу «${clip(conversation.question, 80)}» ${lines.length === 1 ? "инструмент вернул" : "инструменты вернули"}:`
      : `For "${clip(conversation.question, 80)}" the ${lines.length === 1 ? "tool" : "tools"} returned:`;
  return `${opening}\n\n${lines.join("\n")}`;
}

function readable(text: string): string {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === "object" && value !== null && !Array.isArray(value)) {
      return Object.entries(value)
        .map(([key, item]) => `${key} **${typeof item === "string" ? item : JSON.stringify(item)}**`)
        .join(", ");
    }
  } catch {
    // Plain text is shown as it is.
  }
  return clip(text, 400);
}

/** For everything else: shows that the question was read, and what this model could do with it. */
export function defaultAnswer(request: DemoRequest): string {
  const { question, conversation, language } = request;
  const asked = clip(sentencesOf(question)[0] ?? question, 140);
  const terms = termsOf(question, 4);
  const before = conversation.earlier.filter((turn) => turn.role === "user").length;
  const size = wordsOf(question).length;
  const ru = language === "ru";
  if (asked === "") {
    return ru
      ? "Я демонстрационная модель и не вижу в сообщении текста. Напишите вопрос, и я отвечу."
      : "I am the demonstration model, and I see no text in this message. Write a question and I will answer it.";
  }
  const said = keySentences(conversation.earlier.map((turn) => turn.text).join("\n"), 1)[0];
  const related =
    before > 0 && said !== undefined && asks(request, /\b(?:it|that|this|earlier|before)\b|раньше|выше|это/i);
  const lines = ru
    ? [
        `Вы спросили: «${asked}». Я демонстрационная модель, знаний о мире у меня нет, поэтому по существу ответит модель с ключом поставщика. Что видно из самого вопроса:`,
        "",
        terms.length > 0 ? `- **Речь о:** ${terms.join(", ")}` : "- **Речь о:** слов с содержанием здесь нет",
        `- **Объём:** ${plural("ru", size, "слово", "слова", "слов")}, ${plural("ru", sentencesOf(question).length, "предложение", "предложения", "предложений")}`,
        ...(before > 0
          ? [
              `- **До этого:** ${plural("ru", before, "ваше сообщение", "ваших сообщения", "ваших сообщений")} в этой беседе`,
            ]
          : []),
        ...(related ? [`- **Из сказанного раньше:** «${clip(said, 120)}»`] : []),
      ]
    : [
        `You asked: "${asked}". I am the demonstration model and know nothing of the world, so a model with a provider's key would have to answer that. What the question itself shows:`,
        "",
        terms.length > 0 ? `- **It is about:** ${terms.join(", ")}` : "- **It is about:** no words of substance here",
        `- **Its size:** ${plural("en", size, "word", "words", "words")}, ${plural("en", sentencesOf(question).length, "sentence", "sentences", "sentences")}`,
        ...(before > 0
          ? [
              `- **Before it:** ${plural("en", before, "message", "messages", "messages")} of yours in this conversation`,
            ]
          : []),
        ...(related ? [`- **From what was said:** "${clip(said, 120)}"`] : []),
      ];
  if (request.length === "short")
    return lines[0]?.replace(/ (?:Что видно из самого вопроса|What the question itself shows):$/u, "") ?? "";
  lines.push(
    "",
    ru
      ? `Зато я могу с этим поработать: пересказать, выделить главное, посчитать слова, составить таблицу. Например: **напиши 120 слов о теме «${terms[0] ?? "чай"}»**.`
      : `But I can work on it: summarise, list key points, count words, make a table. For example: **write 120 words about ${terms[0] ?? "tea"}**.`,
  );
  return lines.join("\n");
}
