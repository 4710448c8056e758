import type { DemoConversation, DemoFile, DemoPicture } from "./demo-conversation";
import { clip, keySentences, plural, sentencesOf, wordsOf } from "./demo-text";

/** What a model by rules can honestly say of pictures: what their own headers say. Undefined where there are none. */
export function describePictures({ pictures, language }: DemoConversation): string | undefined {
  if (pictures.length === 0) return undefined;
  const ru = language === "ru";
  const opening = ru
    ? `Вижу ${plural("ru", pictures.length, "картинку", "картинки", "картинок")}, но что на ней изображено, демонстрационная модель не распознаёт: для этого нужна модель с ключом поставщика. Что сказано в самом файле:`
    : `I was given ${plural("en", pictures.length, "picture", "pictures", "pictures")}. What it shows I cannot tell: I am a demonstration model, and for that it takes a model with a provider's key. What the file itself says:`;
  return [opening, "", ...pictures.map((picture) => `- ${pictureLine(picture, ru)}`)].join("\n");
}

/** Of each document or text: its name, how long it is, and the sentence that says most. */
export function describeFiles({ files, language }: DemoConversation): string | undefined {
  if (files.length === 0) return undefined;
  const ru = language === "ru";
  const opening = ru
    ? `Прочитала ${plural("ru", files.length, "файл", "файла", "файлов")}. Могу пересказать, выделить главное или посчитать слова.`
    : `I have read ${plural("en", files.length, "file", "files", "files")}. I can summarise, list key points or count words.`;
  return [opening, "", ...files.map((file) => `- ${fileLine(file, ru)}`)].join("\n");
}

function pictureLine({ name, type, width, height, bytes }: DemoPicture, ru: boolean): string {
  const size = `${new Intl.NumberFormat(ru ? "ru" : "en", { maximumFractionDigits: 1 }).format(bytes / 1024)} ${ru ? "КБ" : "KB"}`;
  if (type === undefined || width === undefined || height === undefined) {
    return `**${clip(name, 80)}**: ${ru ? "вид неизвестен" : "of an unknown kind"}, ${size}`;
  }
  const shape = width === height ? 0 : width > height ? 1 : 2;
  const pixels = ru
    ? `${width} × ${height} пикс., ${["квадрат", "альбомная", "портретная"][shape]}`
    : `${width} × ${height} pixels, ${["square", "landscape", "portrait"][shape]}`;
  return `**${clip(name, 80)}**: ${type}, ${pixels}, ${size}`;
}

function fileLine({ name, text }: DemoFile, ru: boolean): string {
  const language = ru ? "ru" : "en";
  const words = plural(
    language,
    wordsOf(text).length,
    ru ? "слово" : "word",
    ru ? "слова" : "words",
    ru ? "слов" : "words",
  );
  const sentences = plural(
    language,
    sentencesOf(text).length,
    ru ? "предложение" : "sentence",
    ru ? "предложения" : "sentences",
    ru ? "предложений" : "sentences",
  );
  const key = keySentences(text, 1)[0];
  const quoted =
    key === undefined ? "" : ru ? `. Главное: «${clip(key, 160)}»` : `. Its main sentence: "${clip(key, 160)}"`;
  return `**${clip(name, 80)}**: ${words}, ${sentences}${quoted}`;
}
