"use client";

import { createContext, type ReactNode, useContext, useMemo } from "react";
import { useTabLeader } from "~/lib/use-tab-leader";
import { api } from "~/trpc/react";
import { useRefreshOnNews } from "../hooks/use-refresh-on-news";
import { useSharedState } from "../hooks/use-shared-state";
import { isLiveBalance, type LiveBalance } from "../live-balance";

type Feed = { balance: LiveBalance | null; isLive: boolean };

const BalanceContext = createContext<Feed>({ balance: null, isLive: false });

/**
 * The organisation's balance, live for everything below. One tab listens to the server and tells the
 * others. `initial` is what the server knew when it rendered the page; `channel` names organisation and
 * person, so that two people in one browser never hear each other.
 */
export function BalanceProvider(props: { initial: LiveBalance | null; channel: string; children: ReactNode }) {
  const name = `balance:${props.channel}`;
  const leads = useTabLeader(name);
  const [balance, tell] = useSharedState(name, props.initial, isLiveBalance);
  const feed = api.credits.balance.useSubscription(undefined, { enabled: leads, onData: ({ data }) => tell(data) });
  useRefreshOnNews(balance?.seq);
  // A connection that is being made anew carries the error that ended the last one.
  const isLive = feed.error === null || feed.error === undefined;
  const value = useMemo(() => ({ balance, isLive }), [balance, isLive]);
  return <BalanceContext value={value}>{props.children}</BalanceContext>;
}

/** The live balance; null where it could not be read yet. `isLive` is false while the connection is away. */
export function useBalance(): Feed {
  return useContext(BalanceContext);
}
