import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { AppError } from "~/lib/app-error";
import { parseStreamError } from "../chat-stream.schema";
import { type ChatFixture, message, startChat } from "../testing/chat-fixture";
import { eventsOf, resume, sendAndRead, textOf } from "../testing/read-stream";
import { answerResponse } from "./answer-response";
import { tidyJournals } from "./recover-answers.job";
import { sendMessage } from "./send-message.service";

let chat: ChatFixture;

beforeAll(async () => {
  chat = await startChat();
});
beforeEach(() => chat.server.reset());
afterAll(async () => {
  expect(await chat.close()).toEqual([]);
});

describe("an answer that is being written", () => {
  test("five readers at once, two of them in another process, get the same bytes; one provider call, one charge", async () => {
    const scope = await chat.member();
    const elsewhere = chat.via(chat.otherProcess(), scope);
    chat.server.setStandard({ tokens: 60, msPerToken: 8 });
    const sent = message("Read by five");
    const first = await sendAndRead(scope, sent);
    const others = await Promise.all([scope, scope, elsewhere, elsewhere].map((each) => resume(each, sent.answerId)));
    const bytes = await Promise.all([first, ...others].map((reader) => reader.bytes));
    expect(new Set(bytes).size).toBe(1);
    expect(textOf(eventsOf(bytes[0] ?? "")).split(" ")).toHaveLength(60);
    expect(chat.server.requests).toHaveLength(1);
    expect(await chat.charges(scope)).toHaveLength(1);
  });

  test("goes on when its reader leaves, and can be taken up after the last event that came, without a gap", async () => {
    const scope = await chat.member();
    chat.server.setStandard({ tokens: 60, msPerToken: 8 });
    const sent = message("Read in two parts");
    const response = await answerResponse(await sendMessage(scope, sent), readerOptions);
    const { bytes: begun, leave } = await readUntil(response, 10);
    await leave();
    const last = Number(begun.match(/id: (\d+)\n(?![\s\S]*id: )/)?.[1]);
    for (const each of [scope, chat.via(chat.otherProcess(), scope)]) {
      const rest = await resume(each, sent.answerId, last);
      expect(rest.response.headers.get("x-stream-from")).toBe(String(last + 1));
      const restBytes = await rest.bytes;
      const whole = textOf(eventsOf(begun)) + textOf(eventsOf(restBytes));
      expect(whole.split(" ")).toHaveLength(60);
      expect(begun + restBytes).toBe(await (await resume(scope, sent.answerId)).bytes);
    }
    expect(chat.server.requests).toMatchObject([{ finished: true, aborted: false }]);
    expect(await chat.charges(scope)).toMatchObject([{ basis: "provider", output: 60 }]);
  });

  test("is shown no sooner than it is written down", async () => {
    const scope = await chat.member();
    chat.server.setStandard({ tokens: 40, msPerToken: 5 });
    const sent = message("Journal first");
    const response = await answerResponse(await sendMessage(scope, sent), readerOptions);
    const stream = response.body?.getReader();
    let bytes = "";
    for (;;) {
      const read = await stream?.read();
      if (read === undefined || read.done) break;
      bytes += new TextDecoder().decode(read.value);
      const { rows } = await chat.db.owner.query<{ text: string | null }>(
        "SELECT string_agg(payload, E'\\n' ORDER BY seq) AS text FROM message_chunk WHERE message_id = $1",
        [sent.answerId],
      );
      const written = textOf(
        (rows[0]?.text ?? "")
          .split("\n")
          .filter((line) => line !== "")
          .map((line) => JSON.parse(line)),
      );
      expect(written.startsWith(textOf(eventsOf(bytes)))).toBe(true);
    }
  });

  test("stops being shown to a reader whose session ended, who is told so; the answer itself is completed", async () => {
    const scope = await chat.member();
    chat.server.setStandard({ tokens: 60, msPerToken: 10 });
    const sent = message("Session ends");
    let asked = 0;
    const response = await answerResponse(await sendMessage(scope, sent), {
      ...readerOptions,
      recheckMs: 100,
      mayStillRead: async () => {
        asked += 1;
        if (asked > 1) throw new AppError("session_expired", "the session ended");
      },
    });
    const events = eventsOf(await response.text());
    const last = events.at(-1);
    expect(last?.type === "error" && parseStreamError(last.errorText).code).toBe("session_expired");
    expect(textOf(events).split(" ").length).toBeLessThan(60);
    const other = await resume(scope, sent.answerId);
    expect((await other.text).split(" ")).toHaveLength(60);
    expect(await chat.messages(scope)).toMatchObject([{}, { status: "complete" }]);
  });
});

describe("an answer that is finished", () => {
  test("is replayed from its journal, and from its parts once the journal is gone", async () => {
    const scope = await chat.member();
    chat.server.next({ text: "Forty-two.", reasoning: "Let me think." });
    const sent = message("Replay");
    const live = await (await sendAndRead(scope, sent)).bytes;
    expect(await (await resume(scope, sent.answerId)).bytes).toBe(live);
    await chat.db.owner.query("UPDATE chat_message SET finished_at = finished_at - interval '1 hour' WHERE id = $1", [
      sent.answerId,
    ]);
    expect(await tidyJournals(chat.backend)).toBeGreaterThan(0);
    const late = await resume(scope, sent.answerId, 3);
    expect(late.response.headers.get("x-stream-from")).toBe("1");
    expect(await late.text).toBe("Forty-two.");
    const ends = [eventsOf(live).at(-1), (await late.events).at(-1)].map(
      (event) => event?.type === "finish" && event.messageMetadata,
    );
    expect(ends[1]).toMatchObject({ finishReason: "stop", chargedUcr: Object(ends[0]).chargedUcr });
  });

  test("a missing one and somebody else's are not found alike", async () => {
    const [scope, stranger] = [await chat.member(), await chat.member()];
    const sent = message("Mine");
    await (await sendAndRead(scope, sent)).bytes;
    await expect(resume(stranger, sent.answerId)).rejects.toMatchObject({
      code: "not_found",
      details: { what: "message" },
    });
    await expect(resume(stranger, sent.conversationId)).rejects.toMatchObject({
      code: "not_found",
      details: { what: "message" },
    });
    await expect(resume(scope, sent.messageId)).rejects.toMatchObject({ code: "not_found" });
  });
});

const readerOptions = { after: 0, requestId: "test", mayStillRead: async () => undefined };

async function readUntil(response: Response, words: number): Promise<{ bytes: string; leave: () => Promise<void> }> {
  const stream = response.body?.getReader();
  if (stream === undefined) throw new Error("no body");
  const decoder = new TextDecoder();
  let bytes = "";
  while (textOf(eventsOf(bytes)).split(" ").length <= words) {
    const { done, value } = await stream.read();
    if (done) break;
    bytes += decoder.decode(value, { stream: true });
  }
  return { bytes, leave: () => stream.cancel() };
}
