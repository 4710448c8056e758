"use client";

import { useState, useSyncExternalStore } from "react";
import { api } from "~/trpc/react";
import type { ModelChoice } from "../chat.schema";
import { useChat } from "./chat-context";
import { namesFromId } from "./model-name";

/**
 * The model of the next message: what was picked here, else the conversation's, else what was picked
 * last in this organisation, else the first of the list. `names` are those of the conversation's own models, which may
 * no longer be offered.
 */
export function useModelChoice(conversationModelId: string | null, names: Record<string, string> = {}) {
  const { user, org, initial } = useChat();
  const query = api.chat.models.useQuery(undefined, {
    staleTime: 300_000,
    ...(initial.models === null ? {} : { initialData: initial.models }),
  });
  const [picked, setPicked] = useState<string | null>(null);
  const key = `model:${user.id}:${org.id}`;
  const remembered = useSyncExternalStore(
    () => () => undefined,
    () => readStored(key),
    () => null,
  );
  const models = query.data ?? [];
  const byId = (id: string | null): ModelChoice | undefined => models.find((model) => model.id === id);
  return {
    models,
    model: byId(picked) ?? byId(conversationModelId) ?? byId(remembered) ?? models[0] ?? null,
    isLoading: query.isPending,
    isEmpty: query.isSuccess && models.length === 0,
    nameOf: (id: string): string => byId(id)?.name ?? names[id] ?? namesFromId(id).name,
    providerOf: (id: string): string => namesFromId(id).provider,
    pick(id: string): void {
      setPicked(id);
      writeStored(key, id);
    },
  };
}

export type ModelPick = ReturnType<typeof useModelChoice>;

function readStored(key: string): string | null {
  try {
    return window.localStorage.getItem(key);
  } catch {
    return null;
  }
}

function writeStored(key: string, value: string): void {
  try {
    window.localStorage.setItem(key, value);
  } catch {
    // A browser that stores nothing: the choice lasts as long as the page.
  }
}
