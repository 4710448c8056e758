import { asks, type DemoRequest } from "./demo-request";
import { capitalise, clip, keySentences, seedOf, termsOf, wordsOf } from "./demo-text";
import { itemsOf } from "./skills-text";

export function tableSkill(request: DemoRequest): string | undefined {
  if (!asks(request, /\b(?:table|spreadsheet|columns?)\b|таблиц|столбц/i)) return undefined;
  const given = itemsOf(request.material);
  const items = given.length >= 2 ? given : keySentences(request.material, request.itemCount ?? 4);
  const pairs = items.map((item) => item.match(/^(.{1,80}?)\s*(?:[:=—–-]\s+|:\s*)(.+)$/u));
  const ru = request.language === "ru";
  if (pairs.length > 0 && pairs.every((pair) => pair !== null)) {
    const rows = pairs.map((pair) => `| ${cell(pair?.[1] ?? "")} | ${cell(pair?.[2] ?? "")} |`);
    return [ru ? "| Что | Значение |" : "| What | Value |", "| --- | --- |", ...rows].join("\n");
  }
  const rows = items.map((item, index) => `| ${index + 1} | ${cell(capitalise(item))} | ${wordsOf(item).length} |`);
  return [ru ? "| № | Пункт | Слов |" : "| No. | Item | Words |", "| ---: | --- | ---: |", ...rows].join("\n");
}

const CODE: Record<string, { fence: string; body: (name: string) => string }> = {
  python: {
    fence: "python",
    body: (name) =>
      `def ${name}(text: str) -> dict[str, int]:\n    """Counts how often each word occurs."""\n    counts: dict[str, int] = {}\n    for word in text.lower().split():\n        counts[word] = counts.get(word, 0) + 1\n    return counts\n\n\nprint(${name}("to be or not to be"))`,
  },
  sql: {
    fence: "sql",
    body: (name) => `SELECT word, count(*) AS times\nFROM ${name}\nGROUP BY word\nORDER BY times DESC, word\nLIMIT 10;`,
  },
  html: {
    fence: "html",
    body: (name) => `<section id="${name}">\n  <h2>${name}</h2>\n  <p>A paragraph to start from.</p>\n</section>`,
  },
  bash: {
    fence: "bash",
    body: (name) => `${name}() {\n  tr -s '[:space:]' '\\n' < "$1" | sort | uniq -c | sort -rn | head\n}`,
  },
  typescript: {
    fence: "ts",
    body: (name) =>
      `/** Counts how often each word occurs. */\nexport function ${name}(text: string): Map<string, number> {\n  const counts = new Map<string, number>();\n  for (const word of text.toLowerCase().split(/\\s+/)) {\n    counts.set(word, (counts.get(word) ?? 0) + 1);\n  }\n  return counts;\n}`,
  },
};

export function codeSkill(request: DemoRequest): string | undefined {
  if (
    !asks(
      request,
      /\b(?:code|function|script|snippet|program|python|typescript|javascript|sql|html|bash)\b|функци|скрипт|программ[уы]|пример кода|напиши код/i,
    )
  ) {
    return undefined;
  }
  const asked = request.question.toLowerCase();
  const language = Object.keys(CODE).find((name) => asked.includes(name)) ?? "typescript";
  const sample = CODE[language];
  if (!sample) return undefined;
  const topic = termsOf(
    request.question.replace(
      /\b(?:code|function|script|snippet|program|write|make|python|typescript|javascript|sql|html|bash)\b/gi,
      " ",
    ),
    3,
  )
    .filter((term) => /^[a-z]+$/i.test(term))
    .map((term) => term.toLowerCase());
  const words = topic.length > 0 ? topic : ["count", "words"];
  const isSnake = language === "python" || language === "sql" || language === "bash";
  const name = isSnake ? words.join("_") : words.map((word, index) => (index === 0 ? word : capitalise(word))).join("");
  const block = `\`\`\`${sample.fence}\n${sample.body(name)}\n\`\`\``;
  if (request.length === "short") return block;
  return request.language === "ru"
    ? `Пример, от которого можно оттолкнуться. Демонстрационная модель подставляет имя из вопроса в готовую заготовку:\n\n${block}`
    : `An example to start from. The demonstration model puts a name from your question into a ready piece:\n\n${block}`;
}

export function essaySkill(request: DemoRequest): string | undefined {
  const wanted = request.wordCount ?? (request.length === "long" ? 300 : undefined);
  const writes = asks(
    request,
    /\b(?:write|tell|describe|compose|essay|story|paragraphs?|text)\b|напиши|расскажи|опиши|сочини|эссе|рассказ|абзац|текст/i,
  );
  if (wanted === undefined || !writes) return undefined;
  const sentences =
    request.language === "ru" ? sentencesRu(aboutRu(request.question)) : sentencesEn(topicsEn(request.question));
  return paragraphs(sentences, wanted, seedOf(request.question));
}

function topicsEn(question: string): string[] {
  const topics = termsOf(question.replace(/\b(?:write|words?|essay|story|long|detailed|paragraphs?|text)\b/gi, " "), 4);
  return topics.length > 0 ? topics : ["tea"];
}

/** The topic with its preposition, as it was asked for, so that its case stays right: "о чае", "про чай". */
function aboutRu(question: string): string {
  const found = question.match(/(?:^|\s)((?:о|об|обо|про)\s+[\p{L}-]+(?:\s+(?!и\s)[\p{L}-]+){0,2})/iu)?.[1];
  return found?.toLowerCase() ?? "на эту тему";
}

/** Exactly as many words as asked for, five sentences to a paragraph. */
function paragraphs(sentences: readonly string[], words: number, seed: number): string {
  const out: string[] = [];
  let written = 0;
  for (let index = 0; written < words; index += 1) {
    const round = Math.floor(index / sentences.length);
    const sentence = sentences[(index + seed + round * 3) % sentences.length] ?? "";
    const tokens = sentence.split(" ");
    const room = words - written;
    const part = tokens.length <= room ? sentence : `${tokens.slice(0, room).join(" ").replace(/[,.]$/u, "")}.`;
    written += Math.min(room, tokens.length);
    out.push(index % 5 === 0 && index > 0 ? `\n\n${part}` : index > 0 ? ` ${part}` : part);
  }
  return out.join("");
}

function sentencesEn(topics: readonly string[]): string[] {
  const [a = "", b = a, c = b, d = c] = topics.map((topic) => topic.toLowerCase());
  return [
    `Whoever writes about ${a} does well to begin with what can be seen.`,
    `There is an everyday side to ${a}, which people know without having learnt it.`,
    `There is also a side that only shows when ${b} is looked at for longer.`,
    "Small differences add up, and after a while they become the thing itself.",
    `Asked what matters about ${c}, most people name something close at hand.`,
    "That is a fair place to start, though it is seldom where one ends.",
    `Some compare ${a} with a conversation: it gets better when both sides listen.`,
    "Others would rather count, and counting has its own quiet pleasure.",
    `A good question about ${d} is worth more than three quick answers.`,
    "What is left out often says as much as what is said.",
    `In the end ${a} is learnt by doing it again, a little more carefully each time.`,
    "This paragraph was put together by rules, so that there is something to read while the tokens are counted.",
  ];
}

function sentencesRu(about: string): string[] {
  return [
    `Разговор ${about} лучше начинать с того, что видно сразу.`,
    "Есть обыденная сторона дела, знакомая каждому без всякого учения.",
    "Есть и другая, которая открывается тому, кто не спешит.",
    "Мелкие различия складываются и со временем становятся сутью.",
    "Если спросить, что здесь важно, обычно называют что-нибудь близкое.",
    "Это честное начало, хотя заканчивают редко там же.",
    `Иной рассказ ${about} похож на беседу: он удаётся, когда слушают оба.`,
    "Другие предпочитают считать, и в счёте есть своё тихое удовольствие.",
    `Хороший вопрос ${about} дороже трёх поспешных ответов.`,
    "Пропущенное порой говорит не меньше сказанного.",
    "В конце концов дело понимают повторением, каждый раз чуть внимательнее.",
    "Этот абзац составлен по правилам, чтобы было что читать, пока считаются токены.",
  ];
}

function cell(text: string): string {
  return clip(text, 160).replace(/\|/g, "\\|");
}
