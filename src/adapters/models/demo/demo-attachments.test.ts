import type { LanguageModelV4Prompt } from "@ai-sdk/provider";
import { generateText, type ModelMessage } from "ai";
import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { mediaTokens } from "../media-tokens";
import { fileHint, framedText, noteHint } from "../prompt-media";
import { countPrompt } from "../prompt-tokens";
import { createDemoLanguageModel } from "./demo-language-model";

const model = () => createDemoLanguageModel({ name: "counterpart-demo", tokensPerSecond: 0, thinks: "when-asked" });

const png = async (width: number, height: number) =>
  new Uint8Array(
    await sharp({ create: { width, height, channels: 3, background: "teal" } })
      .png()
      .toBuffer(),
  );

const notes = "The harbour opens at six. Ships from the north arrive first. Pilots meet them at the outer light.";
const notesPart = { type: "text" as const, text: framedText("notes.md", notes), providerOptions: fileHint("notes.md") };

const ask = async (content: Extract<ModelMessage, { role: "user" }>["content"]) =>
  generateText({ model: model(), messages: [{ role: "user", content }] });

describe("the demonstration model given files", () => {
  it("says of a picture what its file says, and that it cannot see what is on it", async () => {
    const data = await png(640, 480);
    const { text } = await ask([
      { type: "file", mediaType: "image/png", filename: "pier.png", data },
      { type: "text", text: "What do you see?" },
    ]);
    expect(text).toContain("pier.png");
    expect(text).toContain("PNG, 640 × 480 pixels, landscape");
    expect(text).toMatch(/cannot tell/);
    expect(text).toMatch(/demonstration model/i);
  });

  it("says so in Russian where that is asked", async () => {
    const data = await png(100, 300);
    const { text } = await ask([
      { type: "file", mediaType: "image/png", data },
      { type: "text", text: "Что на картинке?" },
    ]);
    expect(text).toContain("PNG, 100 × 300 пикс., портретная");
    expect(text).toContain("не распознаёт");
  });

  it("reads a text that is a file, names it, and works on it", async () => {
    expect((await ask([notesPart, { type: "text", text: "What is this?" }])).text).toContain("**notes.md**: 18 words");
    expect((await ask([notesPart, { type: "text", text: "How many words are there?" }])).text).toContain("18");
    expect((await ask([notesPart])).text).toContain("notes.md");
  });

  it("answers about both when it is given both", async () => {
    const data = await png(50, 50);
    const { text } = await ask([
      { type: "file", mediaType: "image/png", filename: "a.png", data },
      notesPart,
      { type: "text", text: "Summarise this." },
    ]);
    expect(text).toContain("harbour");
    expect(text).toContain("50 × 50 pixels, square");
  });

  it("goes back to a file of an earlier message when asked about it later", async () => {
    const { text } = await generateText({
      model: model(),
      messages: [
        { role: "user", content: [notesPart, { type: "text", text: "Here are my notes." }] },
        { role: "assistant", content: "Thank you." },
        { role: "user", content: "Summarise the notes." },
      ],
    });
    expect(text).toContain("harbour");
  });

  it("answers in the language of the person, whatever stands in place of a file that is not sent", async () => {
    const note = {
      type: "text" as const,
      text: '[A recording, "memo.wav", is attached here.]',
      providerOptions: noteHint(),
    };
    const { text } = await ask([note, { type: "text", text: "Сколько будет 2 + 2?" }]);
    expect(text).toContain("порядку действий");
  });

  it("is not thrown by a picture that is none", async () => {
    const { text } = await ask([
      { type: "file", mediaType: "image/png", filename: "odd.png", data: new Uint8Array([1, 2, 3]) },
      { type: "text", text: "And this?" },
    ]);
    expect(text).toContain("odd.png");
  });

  it("counts a picture by the rule that the hold was made with", async () => {
    const data = await png(1_024, 1_024);
    const prompt: LanguageModelV4Prompt = [
      { role: "user", content: [{ type: "file", mediaType: "image/png", data: { type: "data", data } }] },
    ];
    const { text, media } = await countPrompt("demo/chat", { prompt });
    expect(media.most).toBe(mediaTokens("demo/chat", { kind: "image", width: 1_024, height: 1_024 }).most);
    const { usage } = await ask([{ type: "file", mediaType: "image/png", data }]);
    expect(usage.inputTokens).toBe(text + media.most);
  });
});
