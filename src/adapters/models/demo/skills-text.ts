import { asks, type DemoRequest } from "./demo-request";
import { capitalise, clip, keySentences, plural, sentencesOf, termsOf, wordsOf } from "./demo-text";

export function countSkill(request: DemoRequest): string | undefined {
  if (
    !asks(
      request,
      /\b(?:count|how many)\b.*\b(?:words?|characters?|letters?|sentences?)\b|(?:сколько|посчитай|подсчитай).*(?:слов|символ|знак|букв|предложени)/is,
    )
  ) {
    return undefined;
  }
  const { material, language } = request;
  const words = wordsOf(material).length;
  const characters = [...material].length;
  const sentences = sentencesOf(material).length;
  if (language === "ru") {
    const short = `В тексте **${plural("ru", words, "слово", "слова", "слов")}**.`;
    if (request.length === "short") return short;
    return `${short}\n\n| Что | Сколько |\n| --- | ---: |\n| Слова | ${words} |\n| Знаки | ${characters} |\n| Предложения | ${sentences} |`;
  }
  const short = `The text has **${plural("en", words, "word", "words", "words")}**.`;
  if (request.length === "short") return short;
  return `${short}\n\n| What | How many |\n| --- | ---: |\n| Words | ${words} |\n| Characters | ${characters} |\n| Sentences | ${sentences} |`;
}

export function summarySkill(request: DemoRequest): string | undefined {
  if (
    !asks(
      request,
      /\b(?:summari[sz]e|summary|sum up|tl;?dr|recap|shorten|gist)\b|перескаж|резюм|кратк(?:ое|о) содержани|подытож|суть|сократи|итоги? (?:беседы|разговора)/i,
    )
  ) {
    return undefined;
  }
  const sentences = request.itemCount ?? (request.length === "short" ? 1 : request.length === "long" ? 6 : 3);
  const kept = keySentences(request.material, sentences);
  if (kept.length === 0) return nothingGiven(request);
  const text = kept.map((sentence) => clip(sentence, 320)).join(" ");
  if (request.length === "short") return text;
  const terms = termsOf(request.material, 5).join(", ");
  const before = wordsOf(request.material).length;
  const after = wordsOf(text).length;
  return request.language === "ru"
    ? `${sourceOf(request)}\n\n${text}\n\n**Ключевые слова:** ${terms}\n\nБыло ${plural("ru", before, "слово", "слова", "слов")}, стало ${after}.`
    : `${sourceOf(request)}\n\n${text}\n\n**Key words:** ${terms}\n\n${plural("en", before, "word", "words", "words")} became ${after}.`;
}

export function listSkill(request: DemoRequest): string | undefined {
  if (
    !asks(
      request,
      /\b(?:list|bullets?|bullet points?|key points?|main points?|takeaways|steps?|outline)\b|список|списк|перечисли|тезис|пункт|главн(?:ые|ое) мысл|основн(?:ые|ое) мысл|выдели|по шагам|план/i,
    )
  ) {
    return undefined;
  }
  const numbered = asks(request, /\b(?:steps?|numbered|plan)\b|шаг|нумерован|план/i);
  const given = itemsOf(request.material);
  const limit = request.itemCount ?? (request.length === "short" ? 3 : 5);
  const points =
    given.length >= 2 ? given.slice(0, Math.max(limit, given.length)) : keySentences(request.material, limit);
  if (points.length === 0) return nothingGiven(request);
  const lines = points.map((point, index) => `${numbered ? `${index + 1}.` : "-"} ${capitalise(clip(point, 240))}`);
  return `${sourceOf(request)}\n\n${lines.join("\n")}`;
}

export function quoteSkill(request: DemoRequest): string | undefined {
  const { conversation, language } = request;
  const ofUser =
    /\bwhat (?:did i|have i) (?:say|ask|write|said|asked|written)\b|\bmy (?:first|last|previous) (?:message|question)\b|что я (?:сказал|спросил|спрашивал|писал|написал)|мо[йея][а-я]* (?:перв|последн|прошл|предыдущ)[а-я]* (?:сообщени|вопрос)/i;
  if (ofUser.test(request.question)) {
    const said = conversation.earlier.filter((turn) => turn.role === "user");
    const turn = /\bfirst\b|перв/i.test(request.question) ? said[0] : said.at(-1);
    if (!turn)
      return language === "ru"
        ? "До этого вы ещё ничего не писали: это первое сообщение."
        : "You wrote nothing before this: it is your first message.";
    return `${language === "ru" ? "Вы написали:" : "You wrote:"}\n\n${asQuote(turn.text)}`;
  }
  if (!asks(request, /\b(?:quote|cite|repeat|verbatim)\b|процитируй|цитат|повтори|дословно/i)) return undefined;
  if (asks(request, /\brepeat\b|повтори|verbatim|дословно/i) && request.source === "question") return request.material;
  const quotes = keySentences(request.material, request.itemCount ?? (request.length === "short" ? 1 : 2));
  if (quotes.length === 0) return nothingGiven(request);
  return `${sourceOf(request)}\n\n${quotes.map(asQuote).join("\n\n")}`;
}

/** Things listed in a text: lines with marks, or parts between commas and semicolons. */
export function itemsOf(text: string): string[] {
  const lines = text.split("\n").map((line) => line.trim());
  const marked = lines.filter((line) => /^(?:[-*•]|\d+[.)])\s+/.test(line));
  if (marked.length >= 2) return marked.map((line) => line.replace(/^(?:[-*•]|\d+[.)])\s+/, ""));
  if (lines.filter((line) => line !== "").length >= 2 && lines.every((line) => line.length <= 80)) {
    return lines.filter((line) => line !== "");
  }
  if (sentencesOf(text).length > 1) return [];
  const parts = text
    .split(/[,;]|\s+(?:and|и)\s+/u)
    .map((part) => part.replace(/[.!?]+$/u, "").trim())
    .filter((part) => part !== "");
  return parts.length >= 2 && parts.every((part) => wordsOf(part).length <= 8) ? parts : [];
}

function sourceOf({ source, language }: DemoRequest): string {
  if (language === "ru") {
    return source === "attachment"
      ? "По приложенному файлу:"
      : source === "conversation"
        ? "По этой беседе:"
        : "По вашему тексту:";
  }
  return source === "attachment"
    ? "From the attached file:"
    : source === "conversation"
      ? "From this conversation:"
      : "From your text:";
}

function nothingGiven({ language }: DemoRequest): string {
  return language === "ru"
    ? "Вставьте текст после двоеточия, и демонстрационная модель с ним поработает."
    : "Paste a text after a colon, and the demonstration model will work on it.";
}

function asQuote(text: string): string {
  return text
    .split("\n")
    .map((line) => `> ${line}`)
    .join("\n");
}
