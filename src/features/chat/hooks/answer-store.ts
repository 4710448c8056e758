import type { MessageView } from "../chat.schema";
import type { SendInput, StreamError } from "../chat-stream.schema";
import { type AnswerState, applyChunk, newAnswer, restartAnswer } from "./answer-state";
import { followAnswer } from "./follow-answer";
import { requestStop } from "./request-stop";

/** An answer that this tab follows, and what it was asked with, until the server's own list has both. */
export type FollowedAnswer = {
  answerId: string;
  conversationId: string;
  input: SendInput | null;
  /** The draft that it was sent from. */
  draft: string | null;
  question: MessageView | null;
  answer: MessageView | null;
  isAccepted: boolean;
  isStopping: boolean;
  isOver: boolean;
};

/** Why the last message of a conversation was not taken. */
export type Refusal = { error: StreamError; input: SendInput; at: number };

/** Told once each, outside of rendering: for drafts, caches and the address. */
export type AnswerEvents = {
  accepted(answer: FollowedAnswer): void;
  refused(answer: FollowedAnswer, error: StreamError): void;
  withdrawn(answer: FollowedAnswer): void;
  ended(answer: FollowedAnswer, state: AnswerState): void;
};

export type AnswerStore = ReturnType<typeof createAnswerStore>;

type Options = { orgSlug: string; events: AnswerEvents; follow?: typeof followAnswer; stop?: typeof requestStop };

const NONE: readonly FollowedAnswer[] = [];

/**
 * Follows answers apart from what is on screen, so that they go on while the reader looks elsewhere.
 * One for an organisation; all that it gives keeps its identity until it changes.
 */
export function createAnswerStore({ orgSlug, events, follow = followAnswer, stop = requestStop }: Options) {
  const states = new Map<string, AnswerState>();
  const answers = new Map<string, FollowedAnswer>();
  const byConversation = new Map<string, readonly FollowedAnswer[]>();
  const refusals = new Map<string, Refusal>();
  const lines = new Map<string, AbortController>();
  const listeners = new Set<() => void>();
  const tell = batched(() => {
    for (const listener of listeners) listener();
  });

  function update(answerId: string, change: (state: AnswerState) => AnswerState): void {
    states.set(answerId, change(states.get(answerId) ?? newAnswer));
    tell();
  }

  function put(answer: FollowedAnswer): FollowedAnswer {
    answers.set(answer.answerId, answer);
    list(answer.conversationId);
    return answer;
  }

  function drop(answer: FollowedAnswer): void {
    lines.get(answer.answerId)?.abort();
    for (const map of [answers, states, lines]) map.delete(answer.answerId);
    list(answer.conversationId);
  }

  function list(conversationId: string): void {
    byConversation.set(
      conversationId,
      [...answers.values()].filter((answer) => answer.conversationId === conversationId),
    );
    tell();
  }

  function begin(answer: FollowedAnswer): void {
    const line = new AbortController();
    const { answerId } = put(answer);
    lines.set(answerId, line);
    const current = (): FollowedAnswer => answers.get(answerId) ?? answer;
    const listener = {
      accepted: () => events.accepted(put({ ...current(), isAccepted: true })),
      refused(error: StreamError) {
        const refused = current();
        if (refused.input === null || refused.isAccepted) {
          update(answerId, (state) => ({ ...state, phase: "lost", error }));
          put({ ...refused, isOver: true });
        } else {
          refusals.set(refused.conversationId, { error, input: refused.input, at: Date.now() });
          drop(refused);
        }
        events.refused(refused, error);
      },
      restarted: () => update(answerId, restartAnswer),
      chunk: (...[chunk, eventId]: Parameters<Parameters<typeof follow>[1]["chunk"]>) => {
        update(answerId, (state) => {
          const next = applyChunk(state.phase === "reconnecting" ? { ...state, phase: "streaming" } : state, chunk);
          return { ...next, lastEventId: eventId ?? next.lastEventId };
        });
        const state = states.get(answerId);
        if (state && (state.phase === "ended" || state.phase === "lost") && !current().isOver) {
          events.ended(put({ ...current(), isOver: true }), state);
        }
      },
      reconnecting: () => update(answerId, (state) => ({ ...state, phase: "reconnecting" })),
      lost() {
        update(answerId, (state) => ({ ...state, phase: "lost" }));
        put({ ...current(), isOver: true });
      },
    };
    void follow({ orgSlug, answerId, send: answer.isAccepted ? null : answer.input, signal: line.signal }, listener);
  }

  return {
    subscribe(listener: () => void): () => void {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    state: (answerId: string): AnswerState | undefined => states.get(answerId),
    ofConversation: (conversationId: string): readonly FollowedAnswer[] => byConversation.get(conversationId) ?? NONE,
    refusalOf: (conversationId: string): Refusal | null => refusals.get(conversationId) ?? null,

    forgetRefusal(conversationId: string): void {
      if (refusals.delete(conversationId)) tell();
    },

    send(input: SendInput, shown: Pick<FollowedAnswer, "question" | "answer" | "draft">): void {
      refusals.delete(input.conversationId);
      states.set(input.answerId, newAnswer);
      const { answerId, conversationId } = input;
      begin({ answerId, conversationId, input, ...shown, isAccepted: false, isStopping: false, isOver: false });
    },

    /** Joins an answer that somebody else began: another tab, or this one before a reload. */
    join(answerId: string, conversationId: string): void {
      const known = answers.get(answerId);
      if (known && !known.isOver) return;
      if (known && states.get(answerId)?.phase === "ended") return;
      states.set(answerId, { ...(states.get(answerId) ?? newAnswer), phase: "streaming", error: null });
      update(answerId, restartAnswer);
      begin({
        ...(known ?? {
          answerId,
          conversationId,
          input: null,
          draft: null,
          question: null,
          answer: null,
          isStopping: false,
        }),
        isAccepted: true,
        isOver: false,
      });
    },

    /** Stops following: the server has said how it ended. */
    leave(answerId: string): void {
      const answer = answers.get(answerId);
      if (answer === undefined || answer.isOver) return;
      lines.get(answerId)?.abort();
      put({ ...answer, isOver: true });
    },

    /** Stops writing. What was not taken by the server yet is withdrawn instead. */
    async stop(answerId: string): Promise<void> {
      const answer = answers.get(answerId);
      if (answer === undefined || answer.isOver) return;
      if (!answer.isAccepted) {
        drop(answer);
        events.withdrawn(answer);
        // It may have arrived all the same.
        await stop(orgSlug, answerId).catch(() => undefined);
        return;
      }
      put({ ...answer, isStopping: true });
      try {
        await stop(orgSlug, answerId);
      } catch (error) {
        put({ ...(answers.get(answerId) ?? answer), isStopping: false });
        throw error;
      }
    },

    /** Leaves every answer to itself: the organisation's pages are being left. */
    close(): void {
      for (const line of lines.values()) line.abort();
    },
  };
}

/** Many changes, one notice a frame; in a hidden tab, where frames stand still, ten a second. */
function batched(work: () => void): () => void {
  let waiting = false;
  function run(): void {
    waiting = false;
    work();
  }
  return () => {
    if (waiting) return;
    waiting = true;
    if (typeof requestAnimationFrame === "undefined" || document.hidden) setTimeout(run, 100);
    else requestAnimationFrame(run);
  };
}
